//! The state of one scope while it lasts: its name, the scopes whose references it answers for, and what may stay.

#[cfg(not(feature = "track"))]
use core::ops::Deref;
use std::collections::BTreeMap;
#[cfg(feature = "track")]
use std::sync::Arc;
use std::sync::{Mutex, MutexGuard, PoisonError, Weak};

use crate::class::Class;
use crate::holder::Holder;
use crate::leaks::{Leaks, Miscount};
use crate::list::{self, Caller};
use crate::place::Place;
use crate::title::{Purpose, ScopeId, Title};

use super::Scope;

/// Links a [`Scope`] to its session. With tracking off there is none.
#[cfg(feature = "track")]
pub(crate) type Link = Arc<Session>;

#[cfg(not(feature = "track"))]
#[derive(Clone)]
pub(crate) enum Link {}

#[cfg(not(feature = "track"))]
impl Deref for Link {
    type Target = Session;

    fn deref(&self) -> &Session {
        match *self {}
    }
}

pub(crate) struct Session {
    pub(crate) id: ScopeId,
    pub(crate) title: Title,
    pub(crate) opened: Place,
    /// The scope in which this one was opened.
    around: Scope,
    state: Mutex<State>,
}

struct State {
    /// The number of this scope, and those of inner scopes that were dropped unjudged.
    ids: Vec<u32>,
    allowed: Vec<Allowance>,
    is_judged: bool,
}

impl State {
    /// The references that should not be held, and the numbers that are wrong. If more are held than allowed, all of
    /// them are returned: nobody can tell which should stay.
    fn judged(&self, held: Vec<Holder>) -> (Vec<Holder>, Vec<Miscount>) {
        let mut found = vec![0; self.allowed.len()];
        let allowances: Vec<Option<usize>> = held.iter().map(|holder| self.allowance_of(holder)).collect();
        allowances.iter().flatten().for_each(|allowance| found[*allowance] += 1);
        let is_exceeded = |allowance: usize| found[allowance] > self.allowed[allowance].count;
        let leaked = held.into_iter().zip(&allowances).filter(|(_, allowance)| allowance.is_none_or(is_exceeded));
        let holders = leaked.map(|(holder, _)| holder).collect();
        (holders, self.allowed.iter().zip(&found).filter_map(miscount).collect())
    }

    fn allowance_of(&self, holder: &Holder) -> Option<usize> {
        self.allowed.iter().position(|allowed| allowed.covers(holder))
    }
}

struct Allowance {
    class: &'static Class,
    owner: String,
    count: usize,
}

impl Allowance {
    fn covers(&self, holder: &Holder) -> bool {
        holder.class.is(self.class) && holder.owner.is_called(&self.owner)
    }
}

/// All open scopes, by the number that a thread stores.
static SESSIONS: Mutex<BTreeMap<ScopeId, Weak<Session>>> = Mutex::new(BTreeMap::new());

fn sessions() -> MutexGuard<'static, BTreeMap<ScopeId, Weak<Session>>> {
    SESSIONS.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(feature = "track")]
pub(crate) fn open(purpose: Purpose, name: impl Into<String>, opened: Caller) -> Option<Link> {
    let number = list::number_scope().expect("mmref: a process can open 4294967295 scopes, and no more");
    let (id, around) = (ScopeId(number), Scope::current());
    let title = Title { purpose, name: name.into() };
    let state = Mutex::new(State { ids: vec![number.get()], allowed: Vec::new(), is_judged: false });
    let session = Arc::new(Session { id, title, opened: opened.place(), around, state });
    sessions().insert(id, Arc::downgrade(&session));
    Some(session)
}

#[cfg(not(feature = "track"))]
pub(crate) fn open(_: Purpose, _: impl Into<String>, _: Caller) -> Option<Link> {
    None
}

#[cfg(feature = "track")]
pub(crate) fn find(id: ScopeId) -> Option<Link> {
    sessions().get(&id).and_then(Weak::upgrade)
}

#[cfg(not(feature = "track"))]
pub(crate) fn find(_: ScopeId) -> Option<Link> {
    None
}

impl Session {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn allow(&self, class: &'static Class, owner: String, count: usize) {
        let mut state = self.state();
        let known = state.allowed.iter_mut().find(|known| known.class.is(class) && known.owner == owner);
        match known {
            Some(known) => known.count += count,
            None => state.allowed.push(Allowance { class, owner, count }),
        }
    }

    /// Whether this is the scope of a test, or was opened in one.
    pub(crate) fn is_in_test(&self) -> bool {
        self.title.purpose == Purpose::Test || self.around.session().is_some_and(Session::is_in_test)
    }

    /// Everything that was acquired in the scope and is still held, allowed or not.
    pub(crate) fn held(&self) -> Vec<Holder> {
        let ids = self.state().ids.clone();
        list::holders_in(&ids)
    }

    /// Ends the scope, so that no other scope answers for it.
    pub(crate) fn judge(&self) -> Option<Leaks> {
        self.state().is_judged = true;
        self.leaks()
    }

    /// What is held but should not be, or should be held but is not.
    pub(crate) fn leaks(&self) -> Option<Leaks> {
        let held = self.held();
        let (holders, miscounts) = self.state().judged(held);
        let is_clean = holders.is_empty() && miscounts.is_empty();
        (!is_clean).then(|| Leaks::new(self.title.clone(), self.opened, holders, miscounts))
    }

    /// Takes over the references of unjudged inner scopes.
    fn adopt(&self, ids: &[u32]) {
        self.state().ids.extend_from_slice(ids);
    }
}

fn miscount((allowed, found): (&Allowance, &usize)) -> Option<Miscount> {
    let Allowance { class, owner, count } = allowed;
    (count != found).then(|| Miscount { class, owner: owner.clone(), allowed: *count, found: *found })
}

impl Drop for Session {
    /// Leaves what was not judged to the outer scope.
    fn drop(&mut self) {
        sessions().remove(&self.id);
        if let Some(around) = self.around.session() {
            if !self.state().is_judged && !self.held().is_empty() {
                around.adopt(&self.state().ids);
            }
        }
    }
}
