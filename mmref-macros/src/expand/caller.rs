//! `#[track_caller]`: the recorded place is the caller's.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

use super::Tracking;
use crate::model::Function;

pub(super) fn attribute(function: &Function, tracking: Tracking) -> Option<TokenStream> {
    let wanted = tracking == Tracking::On && function.can_track_caller();
    wanted.then(|| quote_spanned!(Span::mixed_site()=> #[track_caller]))
}
