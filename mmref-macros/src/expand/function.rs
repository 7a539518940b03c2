//! The annotated function, reassembled.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::{Tracking, body, caller, docs, signature};
use crate::model::{Annotated, Ending};

pub(crate) fn function(annotated: &Annotated, tracking: Tracking) -> TokenStream {
    let function = &annotated.function;
    let (attributes, visibility, defaultness) = (&function.attributes, &function.visibility, &function.defaultness);
    let docs = docs::line(annotated);
    let track_caller = caller::attribute(function, tracking);
    let signature = signature::signature(annotated);
    let ending = match &function.ending {
        Ending::Body(body) => body::body(annotated, body, tracking),
        Ending::Semicolon(semicolon) => semicolon.to_token_stream(),
    };
    quote! {
        #(#attributes)* #docs #track_caller
        #visibility #defaultness #signature #ending
    }
}
