//! What a program does with references, as places in its text. The operators see nothing else.

use std::ops::Range;

use super::owners::Subject;

/// A place in a file, in bytes.
pub(crate) type Span = Range<usize>;

/// What a function does with a reference.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Mode {
    Acquires,
    Requires,
    Releases,
}

/// What a function returns, as far as it shows success.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Output {
    Unit,
    Bool,
    Option(String),
    Result { payload: String, error: String },
    Pointer,
    Never,
    Other(String),
}

impl Output {
    pub(crate) fn can_fail(&self) -> bool {
        matches!(self, Self::Bool | Self::Option(_) | Self::Result { .. } | Self::Pointer)
    }

    /// The type of the object that comes with success.
    pub(crate) fn payload(&self) -> Option<&str> {
        match self {
            Self::Option(payload) | Self::Result { payload, .. } | Self::Other(payload) => Some(payload),
            _ => None,
        }
    }
}

/// One function.
#[derive(Debug)]
pub(crate) struct Function {
    /// `task::Task::new`
    pub(crate) path: String,
    /// From its first attribute to its closing brace.
    pub(crate) span: Span,
    pub(crate) body: Span,
    pub(crate) output: Output,
    pub(crate) slots: Vec<Slot>,
    pub(crate) bindings: Vec<Binding>,
    pub(crate) blocks: Vec<Block>,
    pub(crate) loops: Vec<Span>,
    pub(crate) closures: Vec<Span>,
    pub(crate) ifs: Vec<If>,
    pub(crate) calls: Vec<Call>,
    pub(crate) takes: Vec<Take>,
    pub(crate) literals: Vec<FieldValue>,
    pub(crate) exits: Vec<Exit>,
    /// A value that this function, or another with the same type of error, fails with.
    pub(crate) error: Option<String>,
}

/// A slot: a local, a parameter, or a field that the function mentions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Slot {
    /// `mm_ref`, `locked.mm_ref`
    pub(crate) text: String,
    pub(crate) class: Option<String>,
    pub(crate) kind: SlotKind,
    pub(crate) origin: Origin,
    /// Where `MM_REF!` names the class.
    pub(crate) class_span: Option<Span>,
    pub(crate) visible: Span,
}

/// Where the reference in a local comes from. Reports still name the slot that it was taken out of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Origin {
    Own,
    /// `let mm_ref = locked.mm_ref.take();`
    Taken(String),
    /// `let held = mm.take_users_hold();`
    Returned(String),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum SlotKind {
    Local,
    /// A parameter, added by an attribute or written out.
    Parameter(Mode),
    Field,
}

/// A variable.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Binding {
    pub(crate) name: String,
    pub(crate) ty: Option<String>,
    pub(crate) visible: Span,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Block {
    pub(crate) span: Span,
    pub(crate) statements: Vec<Statement>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Statement {
    pub(crate) span: Span,
    /// Names that a `let` binds here.
    pub(crate) binds: Vec<String>,
    /// The value of its block.
    pub(crate) is_tail: bool,
}

/// An `if` without `else`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct If {
    pub(crate) span: Span,
    pub(crate) condition: Span,
}

/// A call that does something with references.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Call {
    pub(crate) span: Span,
    /// The name alone: `mmget` in `crate::mm::mmget(mm, mm_ref)`.
    pub(crate) name: Span,
    pub(crate) callee: Callee,
    /// The other arguments, with the receiver of a method first.
    pub(crate) arguments: Vec<Span>,
    pub(crate) references: Vec<Passed>,
    pub(crate) output: Output,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Callee {
    Get,
    TryGet,
    Put,
    MoveRef,
    /// `RefCount::new`
    New,
    /// `SharedRef::store`
    Store,
    Annotated(String),
}

/// A reference among the arguments of a call.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Passed {
    pub(crate) span: Span,
    /// The slot that it is in, if known.
    pub(crate) slot: Option<String>,
    pub(crate) mode: Mode,
    pub(crate) class: Option<String>,
}

/// `slot.take()`
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Take {
    pub(crate) span: Span,
    pub(crate) slot: String,
}

/// A reference that a structure literal puts into a field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct FieldValue {
    pub(crate) owner: String,
    pub(crate) field: String,
    /// With the comma after it.
    pub(crate) span: Span,
    pub(crate) value: Span,
    /// The slot in the value, and its place: `mm_ref` in `Mutex::new(mm_ref)`.
    pub(crate) slot: Option<(String, Span)>,
}

/// A way out of the function: a `return`, or the value of its body.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Exit {
    pub(crate) span: Span,
    pub(crate) is_success: bool,
}

impl Slot {
    pub(crate) fn new(text: String, class: Option<String>, kind: SlotKind, visible: Span) -> Self {
        Self { text, class, kind, origin: Origin::Own, class_span: None, visible }
    }

    pub(crate) fn subject(&self) -> Subject {
        Subject { slot: self.text.clone(), class: self.class.clone(), at: self.visible.start }
    }
}

impl Call {
    pub(crate) fn fills(&self) -> bool {
        self.passes(Mode::Acquires) && self.callee != Callee::MoveRef
    }

    pub(crate) fn gives_up(&self) -> bool {
        self.passes(Mode::Releases) && !matches!(self.callee, Callee::MoveRef | Callee::Store)
    }

    pub(crate) fn moves(&self) -> bool {
        matches!(self.callee, Callee::MoveRef | Callee::Store)
    }

    fn passes(&self, mode: Mode) -> bool {
        self.references.iter().any(|passed| passed.mode == mode)
    }

    pub(crate) fn object(&self) -> Option<&Span> {
        if self.moves() { None } else { self.arguments.first() }
    }

    /// The first reference of this mode.
    pub(crate) fn passed(&self, mode: Mode) -> Option<&Passed> {
        self.references.iter().find(|passed| passed.mode == mode)
    }

    pub(crate) fn slot(&self, mode: Mode) -> Option<&str> {
        self.passed(mode)?.slot.as_deref()
    }
}

impl Binding {
    pub(crate) fn is_visible(&self, at: usize) -> bool {
        self.visible.contains(&at)
    }
}

impl Passed {
    pub(crate) fn subject(&self) -> Option<Subject> {
        Some(Subject { slot: self.slot.clone()?, class: self.class.clone(), at: self.span.start })
    }
}

impl Function {
    /// The slot of this name that is visible from here, the innermost if there are several.
    pub(crate) fn slot_at(&self, text: &str, at: usize) -> Option<&Slot> {
        let visible = self.slots.iter().filter(|slot| slot.text == text && slot.visible.contains(&at));
        visible.max_by_key(|slot| slot.visible.start)
    }

    /// The variable of this name that is visible from here.
    pub(crate) fn binding_at(&self, name: &str, at: usize) -> Option<&Binding> {
        let visible = self.bindings.iter().filter(|it| it.name == name && it.is_visible(at));
        visible.max_by_key(|it| it.visible.start)
    }

    pub(crate) fn sees(&self, name: &str, at: usize) -> bool {
        self.binding_at(name, at).is_some()
    }

    /// The statement that starts here, with its block, in the innermost block.
    pub(crate) fn statement_at(&self, at: usize) -> Option<(&Block, usize)> {
        let block = self.blocks.iter().filter(|block| block.span.contains(&at)).min_by_key(|block| block.span.len())?;
        let index = block.statements.iter().position(|statement| statement.span.contains(&at))?;
        Some((block, index))
    }

    /// The whole statement, if it consists of this expression.
    pub(crate) fn statement_of(&self, expression: &Span) -> Option<&Statement> {
        let (block, index) = self.statement_at(expression.start)?;
        let statement = &block.statements[index];
        let alone = statement.span.start == expression.start && statement.span.end <= expression.end + 1;
        (alone && statement.binds.is_empty()).then_some(statement)
    }
}
