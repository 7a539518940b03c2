//! Bodies that rustc accepts: names are in scope where they are used, no slot is mentioned once it may have moved away,
//! and no statement is unreachable.

use super::body::{Back, Cond, FILLED, Function, GIVEN, Giving, Head, Kind, Name, Object, SHOWN, Source, Stmt, Test};

pub(super) fn is_legal(function: &Function) -> bool {
    let own = function.own.map(|own| Known { name: own.name().to_owned(), what: What::Slot { moved: false } });
    let mut rustc = Rustc { returns: function.returns, frames: vec![] };
    rustc.block(&function.body, own.into_iter().collect()).is_ok()
}

/// Whether the end of a block can be reached, which decides what may follow it.
pub(super) fn reaches_its_end(body: &[Stmt]) -> bool {
    match body.last() {
        Some(Stmt::Break(_) | Stmt::Continue(_) | Stmt::Return(_) | Stmt::Panic) => false,
        Some(Stmt::If(_, then, otherwise)) => reaches_its_end(then) || reaches_its_end(otherwise),
        Some(Stmt::Test(test)) => reaches_its_end(&test.then) || reaches_its_end(&test.otherwise),
        Some(Stmt::Block { label: None, body }) => reaches_its_end(body),
        _ => true,
    }
}

#[derive(Clone, PartialEq, Eq)]
struct Known {
    name: Name,
    what: What,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Slot { moved: bool },
    Object,
    Witness(Kind),
}

/// What is in scope. `None` where the code is unreachable.
type Scope = Option<Vec<Known>>;

struct Rejected;

struct Rustc {
    returns: Option<Kind>,
    frames: Vec<Frame>,
}

/// A loop or labelled block around the statement.
struct Frame {
    label: Option<Name>,
    repeats: bool,
    depth: usize,
    left: Scope,
    again: Scope,
}

impl Rustc {
    fn block(&mut self, body: &[Stmt], mut scope: Vec<Known>) -> Result<Scope, Rejected> {
        let depth = scope.len();
        for (index, stmt) in body.iter().enumerate() {
            match self.statement(stmt, scope)? {
                Some(next) => scope = next,
                None if index + 1 == body.len() => return Ok(None),
                None => return Err(Rejected),
            }
        }
        scope.truncate(depth);
        Ok(Some(scope))
    }

    fn statement(&mut self, stmt: &Stmt, mut scope: Vec<Known>) -> Result<Scope, Rejected> {
        match stmt {
            Stmt::Declare(name) | Stmt::Plain(name) => bind(&mut scope, name, What::Slot { moved: false }),
            Stmt::Renew(name) => {
                is_mutable(name)?;
                *slot(&mut scope, name)? = false;
            }
            Stmt::Assign(into, from) => {
                give_up(&mut scope, &Giving::Whole(from.clone()))?;
                is_mutable(into)?;
                *slot(&mut scope, into)? = false;
                if into == from {
                    return Err(Rejected);
                }
            }
            Stmt::Get(mm, into) => {
                object(&scope, mm)?;
                fill(&mut scope, into)?;
            }
            Stmt::Put(mm, what) => {
                object(&scope, mm)?;
                give_up(&mut scope, what)?;
            }
            Stmt::Vouch(name) => mention(&mut scope, name)?,
            Stmt::Move(from, into) => {
                if from.name() == into {
                    return Err(Rejected);
                }
                give_up(&mut scope, from)?;
                fill(&mut scope, into)?;
            }
            Stmt::Read(mm) => object(&scope, mm)?,
            Stmt::Work => self.may_fail()?,
            Stmt::If(cond, then, otherwise) => {
                condition(&scope, cond)?;
                let taken = self.block(then, scope.clone())?;
                return Ok(join(taken, self.block(otherwise, scope)?));
            }
            Stmt::Bind(name, source) => {
                if matches!(source, Source::Bound(..)) {
                    return Err(Rejected);
                }
                acquire(&mut scope, source)?;
                bind(&mut scope, name, What::Witness(source.kind()));
            }
            Stmt::Test(test) => return self.test(test, scope),
            Stmt::LetElse { bound, source, otherwise } => {
                acquire(&mut scope, source)?;
                if self.block(otherwise, scope.clone())?.is_some() {
                    return Err(Rejected);
                }
                bind_object(&mut scope, bound, source);
            }
            Stmt::Question { bound, source } | Stmt::Unwrap { bound, source } => {
                if matches!(stmt, Stmt::Question { .. }) {
                    self.may_fail()?;
                }
                acquire(&mut scope, source)?;
                if source.kind() == Kind::Bool {
                    return Err(Rejected);
                }
                bind_object(&mut scope, bound, source);
            }
            Stmt::Repeat { label, head, body } => return self.repeat(label.as_ref(), head, body, scope),
            Stmt::Block { label, body } => return self.labelled(label.as_ref(), body, scope),
            Stmt::Break(label) => return self.jump(label.as_ref(), false, scope),
            Stmt::Continue(label) => return self.jump(label.as_ref(), true, scope),
            Stmt::Return(back) => {
                self.returned(back, &mut scope)?;
                return Ok(None);
            }
            Stmt::Panic => return Ok(None),
        }
        Ok(Some(scope))
    }

    /// Only a function that returns an `Option` may use `?`.
    fn may_fail(&self) -> Result<(), Rejected> {
        if self.returns == Some(Kind::Option) { Ok(()) } else { Err(Rejected) }
    }

    fn returned(&self, back: &Back, scope: &mut [Known]) -> Result<(), Rejected> {
        match back {
            Back::Success(kind) if self.returns == *kind => Ok(()),
            Back::Failure(kind) if self.returns == Some(*kind) => Ok(()),
            Back::Outcome(source) if self.returns == Some(source.kind()) => acquire(scope, source),
            _ => Err(Rejected),
        }
    }

    fn test(&mut self, test: &Test, mut scope: Vec<Known>) -> Result<Scope, Rejected> {
        acquire(&mut scope, &test.source)?;
        let depth = scope.len();
        let mut inner = scope.clone();
        if test.form.binds() {
            bind_object(&mut inner, &test.bound, &test.source);
        }
        let mut taken = self.block(&test.then, inner)?;
        if let Some(taken) = &mut taken {
            taken.truncate(depth);
        }
        Ok(join(taken, self.block(&test.otherwise, scope)?))
    }

    fn repeat(
        &mut self,
        label: Option<&Name>,
        head: &Head,
        body: &[Stmt],
        scope: Vec<Known>,
    ) -> Result<Scope, Rejected> {
        let depth = scope.len();
        let (mut start, mut end) = (scope, None);
        // Moves only ever accumulate, so the second round has seen them all.
        for _ in 0..2 {
            if let Head::WhileLet(_, source) = head {
                acquire(&mut start, source)?;
            }
            if !matches!(head, Head::Loop) {
                end = join(end, Some(start.clone()));
            }
            let mut inner = start.clone();
            if let Head::WhileLet(bound, source) = head {
                bind_object(&mut inner, bound, source);
            }
            self.frames.push(Frame { label: label.cloned(), repeats: true, depth, left: None, again: None });
            let done = self.block(body, inner)?.map(|scope| truncated(scope, depth));
            let frame = self.frames.pop().ok_or(Rejected)?;
            end = join(end, frame.left);
            match join(Some(start), join(done, frame.again)) {
                Some(next) => start = next,
                None => return Ok(end),
            }
        }
        Ok(end)
    }

    fn labelled(&mut self, label: Option<&Name>, body: &[Stmt], scope: Vec<Known>) -> Result<Scope, Rejected> {
        let Some(label) = label else { return self.block(body, scope) };
        let depth = scope.len();
        self.frames.push(Frame { label: Some(label.clone()), repeats: false, depth, left: None, again: None });
        let done = self.block(body, scope)?;
        let frame = self.frames.pop().ok_or(Rejected)?;
        Ok(join(done, frame.left))
    }

    /// A `break` or `continue`; one without a label must not stand in a labelled block.
    fn jump(&mut self, label: Option<&Name>, again: bool, scope: Vec<Known>) -> Result<Scope, Rejected> {
        let frame = match label {
            Some(_) => self.frames.iter_mut().rev().find(|frame| frame.label.as_ref() == label),
            None => self.frames.last_mut().filter(|frame| frame.repeats),
        };
        let frame = frame.filter(|frame| frame.repeats || !again).ok_or(Rejected)?;
        let scope = Some(truncated(scope, frame.depth));
        let target = if again { &mut frame.again } else { &mut frame.left };
        *target = join(target.take(), scope);
        Ok(None)
    }
}

fn truncated(mut scope: Vec<Known>, depth: usize) -> Vec<Known> {
    scope.truncate(depth);
    scope
}

fn join(left: Scope, right: Scope) -> Scope {
    let (Some(left), Some(right)) = (left.clone(), right.clone()) else { return left.or(right) };
    let both = left.into_iter().zip(right).map(|(left, right)| match (left.what, right.what) {
        (What::Slot { moved: one }, What::Slot { moved: other }) => {
            Known { what: What::Slot { moved: one || other }, ..left }
        }
        _ => left,
    });
    Some(both.collect())
}

fn bind(scope: &mut Vec<Known>, name: &Name, what: What) {
    scope.push(Known { name: name.clone(), what });
}

/// A `bool` binds nothing: what `let mm = …` would hold is no object.
fn bind_object(scope: &mut Vec<Known>, name: &Name, source: &Source) {
    if source.kind() != Kind::Bool {
        bind(scope, name, What::Object);
    }
}

fn slot<'a>(scope: &'a mut [Known], name: &Name) -> Result<&'a mut bool, Rejected> {
    match scope.iter_mut().rev().find(|known| known.name == *name) {
        Some(Known { what: What::Slot { moved }, .. }) => Ok(moved),
        _ => Err(Rejected),
    }
}

fn mention(scope: &mut [Known], name: &Name) -> Result<(), Rejected> {
    if *slot(scope, name)? { Err(Rejected) } else { Ok(()) }
}

fn give_up(scope: &mut [Known], giving: &Giving) -> Result<(), Rejected> {
    let name = giving.name().as_str();
    let takes = matches!(giving, Giving::Taken(_));
    if name == SHOWN || (name == FILLED && !takes) || (name == GIVEN && takes) {
        return Err(Rejected);
    }
    mention(scope, giving.name())?;
    if let Giving::Whole(name) = giving {
        *slot(scope, name)? = true;
    }
    Ok(())
}

/// A slot of the function's own that may be assigned to.
fn is_mutable(name: &str) -> Result<(), Rejected> {
    if [FILLED, GIVEN, SHOWN].contains(&name) { Err(Rejected) } else { Ok(()) }
}

fn fill(scope: &mut [Known], name: &Name) -> Result<(), Rejected> {
    if *name == GIVEN || *name == SHOWN { Err(Rejected) } else { mention(scope, name) }
}

fn is_known(scope: &[Known], name: &Name, what: What) -> Result<(), Rejected> {
    let known = scope.iter().rev().find(|known| known.name == *name);
    known.filter(|known| known.what == what).map(|_| ()).ok_or(Rejected)
}

fn object(scope: &[Known], object: &Object) -> Result<(), Rejected> {
    match object {
        Object::Parameter(_) => Ok(()),
        Object::Bound(name) => is_known(scope, name, What::Object),
    }
}

fn acquire(scope: &mut [Known], source: &Source) -> Result<(), Rejected> {
    match source {
        Source::Find(into) | Source::Open(into) => fill(scope, into),
        Source::TryGet(mm, into) => {
            object(scope, mm)?;
            fill(scope, into)
        }
        Source::Bound(kind, name) => is_known(scope, name, What::Witness(*kind)),
    }
}

fn condition(scope: &[Known], cond: &Cond) -> Result<(), Rejected> {
    match cond {
        Cond::Flag(_) | Cond::Fact(_) | Cond::Call => Ok(()),
        Cond::Witness(name) => is_known(scope, name, What::Witness(Kind::Bool)),
        Cond::Not(inner) => condition(scope, inner),
        Cond::And(left, right) | Cond::Or(left, right) => {
            condition(scope, left)?;
            condition(scope, right)
        }
    }
}
