//! A function together with the references that one attribute adds to it.

use super::body::Body;
use super::crate_path::CratePath;
use super::elision::Elision;
use super::function::Function;
use super::mode::Mode;
use super::reference::Reference;
use crate::syntax::names;

#[derive(Clone)]
pub(crate) struct Annotated {
    pub(crate) mode: Mode,
    pub(crate) crate_path: CratePath,
    pub(crate) references: Vec<Reference>,
    pub(crate) function: Function,
}

impl Annotated {
    pub(crate) fn elision(&self) -> Elision {
        if self.mode.borrows() { Elision::of(&self.function.signature) } else { Elision::Settled }
    }

    /// Whether another reference or a parameter has the name of this one.
    pub(crate) fn is_name_taken(&self, index: usize) -> bool {
        let name = &self.references[index].name;
        self.earlier_namesake(index).is_some() || self.function.parameter(name).is_some()
    }

    /// The reference before this one that has the same name.
    pub(crate) fn earlier_namesake(&self, index: usize) -> Option<&Reference> {
        let name = &self.references[index].name;
        self.references[..index].iter().find(|earlier| names::same(&earlier.name, name))
    }

    /// Whether the function exists to fill its references, and may do so: not with `-> !`, and not while a closing
    /// `todo!()` stands for its body.
    pub(crate) fn may_succeed(&self) -> bool {
        let ends_unfinished = self.function.body().is_some_and(Body::ends_unfinished);
        let unfinished = ends_unfinished && self.unmentioned().next().is_some();
        self.mode == Mode::Acquires && !self.function.never_returns() && !unfinished
    }

    /// The references that the body never names. rustc would warn of them.
    pub(crate) fn unmentioned(&self) -> impl Iterator<Item = &Reference> {
        let body = self.function.body();
        self.references.iter().filter(move |reference| body.is_some_and(|body| !body.mentions(&reference.name)))
    }
}
