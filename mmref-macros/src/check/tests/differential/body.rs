//! A function over a fixed set of helpers, as a tree that can be printed, run and shrunk.

use crate::model::Mode;

/// The boolean parameters of every body. They are never assigned, so a second test has the value of the first.
pub(super) const FLAGS: usize = 3;
/// Other conditions with one value in each run that the body alone does not tell: `ready()`, `a.mapped` and
/// `is_ready(a)`. The last always agrees with the first.
pub(super) const FACTS: usize = 3;

pub(super) type Name = String;
pub(super) type Block = Vec<Stmt>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Function {
    /// The reference that its attribute adds, if it has one.
    pub(super) own: Option<Own>,
    /// What it returns, or nothing.
    pub(super) returns: Option<Kind>,
    pub(super) body: Block,
}

impl Function {
    pub(super) fn with(&self, body: Block) -> Self {
        Self { body, ..self.clone() }
    }
}

/// A function's own reference, and its mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Own {
    Filled,
    Given,
    Shown,
}

impl Own {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Filled => FILLED,
            Self::Given => GIVEN,
            Self::Shown => SHOWN,
        }
    }

    pub(super) fn mode(self) -> Mode {
        match self {
            Self::Filled => Mode::Acquires,
            Self::Given => Mode::Releases,
            Self::Shown => Mode::Requires,
        }
    }
}

pub(super) const FILLED: &str = "filled";
pub(super) const GIVEN: &str = "given";
pub(super) const SHOWN: &str = "shown";

/// What a function returns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Back {
    /// `None`, `false`
    Failure(Kind),
    /// `Some(a)`, `true`, nothing
    Success(Option<Kind>),
    /// The result of an acquire.
    Outcome(Source),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stmt {
    /// `MM_REF!(r: Users);`
    Declare(Name),
    /// `let mut r = MmRef::<Users>::new();`
    Plain(Name),
    /// `r = MmRef::new();`
    Renew(Name),
    /// `r = s;`
    Assign(Name, Name),
    /// `get(mm, &mut r);` always fills.
    Get(Object, Name),
    /// `put(mm, r);`
    Put(Object, Giving),
    /// `vouch(&r);`
    Vouch(Name),
    /// `move_ref(r, &mut s);`
    Move(Giving, Name),
    /// `read(mm);`
    Read(Object),
    /// `work()?;`
    Work,
    If(Cond, Block, Block),
    /// `let found = find(&mut r);`, which may be tested later.
    Bind(Name, Source),
    /// One branch for success, which may bind the object, and one for failure.
    Test(Test),
    /// `let Some(mm) = … else { … };`
    LetElse {
        bound: Name,
        source: Source,
        otherwise: Block,
    },
    /// `let mm = …?;`
    Question {
        bound: Name,
        source: Source,
    },
    /// `let mm = ….unwrap();`
    Unwrap {
        bound: Name,
        source: Source,
    },
    Repeat {
        label: Option<Name>,
        head: Head,
        body: Block,
    },
    /// `'label: { … }`
    Block {
        label: Option<Name>,
        body: Block,
    },
    Break(Option<Name>),
    Continue(Option<Name>),
    Return(Back),
    Panic,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Test {
    pub(super) form: Form,
    pub(super) source: Source,
    pub(super) bound: Name,
    pub(super) then: Block,
    pub(super) otherwise: Block,
}

/// How a test of a result is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `if let Some(mm) = …`
    Pattern,
    /// `match … { Some(mm) => …, None => … }`
    Match,
    /// `if ….is_some()`; nothing is bound.
    Predicate,
    /// `if ….is_none()`, with the branches the other way round.
    Negated,
}

impl Form {
    pub(super) fn binds(self) -> bool {
        matches!(self, Self::Pattern | Self::Match)
    }
}

/// What says whether a reference was filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// `find(&mut r)`, an `Option`.
    Find(Name),
    /// `open(&mut r)`, a `Result`.
    Open(Name),
    /// `try_get(mm, &mut r)`, a `bool`.
    TryGet(Object, Name),
    /// A variable bound before, to the result of one of these.
    Bound(Kind, Name),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Option,
    Result,
    Bool,
}

impl Source {
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Find(_) => Kind::Option,
            Self::Open(_) => Kind::Result,
            Self::TryGet(..) => Kind::Bool,
            Self::Bound(kind, _) => *kind,
        }
    }
}

/// A reference that is given up by value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Giving {
    /// `r`
    Whole(Name),
    /// `r.take()`
    Taken(Name),
}

impl Giving {
    pub(super) fn name(&self) -> &Name {
        match self {
            Self::Whole(name) | Self::Taken(name) => name,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Object {
    /// A parameter, which somebody else keeps alive.
    Parameter(usize),
    /// Bound from an acquire.
    Bound(Name),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cond {
    /// A parameter.
    Flag(usize),
    /// One of the facts.
    Fact(usize),
    /// `check()`, which may return a different value each time.
    Call,
    /// A `bool` that says whether an acquire succeeded.
    Witness(Name),
    Not(Box<Cond>),
    And(Box<Cond>, Box<Cond>),
    Or(Box<Cond>, Box<Cond>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// `for _ in items`
    For,
    /// `while more()`
    While,
    /// `while let Some(mm) = …`
    WhileLet(Name, Source),
    Loop,
}

impl Stmt {
    /// The blocks directly inside, in the order of the text.
    pub(super) fn blocks(&self) -> Vec<&Block> {
        match self {
            Self::If(_, then, otherwise) => vec![then, otherwise],
            Self::Test(Test { form: Form::Negated, then, otherwise, .. }) => vec![otherwise, then],
            Self::Test(Test { then, otherwise, .. }) => vec![then, otherwise],
            Self::LetElse { otherwise, .. } => vec![otherwise],
            Self::Repeat { body, .. } | Self::Block { body, .. } => vec![body],
            _ => vec![],
        }
    }

    pub(super) fn blocks_mut(&mut self) -> Vec<&mut Block> {
        match self {
            Self::If(_, then, otherwise) => vec![then, otherwise],
            Self::Test(Test { form: Form::Negated, then, otherwise, .. }) => vec![otherwise, then],
            Self::Test(Test { then, otherwise, .. }) => vec![then, otherwise],
            Self::LetElse { otherwise, .. } => vec![otherwise],
            Self::Repeat { body, .. } | Self::Block { body, .. } => vec![body],
            _ => vec![],
        }
    }
}
