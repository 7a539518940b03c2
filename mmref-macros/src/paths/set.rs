//! A set of few members, kept in a vector: most sets of worlds have one.
//!
//! What is collected may hold a member twice; [`Set::distinct`] sees to that where paths meet, which is often enough.

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Set<T>(Vec<T>);

impl<T: PartialEq> Set<T> {
    pub(super) fn new() -> Self {
        Self(Vec::new())
    }

    pub(super) fn insert(&mut self, member: T) {
        if !self.0.contains(&member) {
            self.0.push(member);
        }
    }

    pub(super) fn distinct(self) -> Self {
        if self.len() < 2 {
            return self;
        }
        let mut set = Self::new();
        set.extend(self);
        set
    }

    pub(super) fn iter(&self) -> core::slice::Iter<'_, T> {
        self.0.iter()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: PartialEq> Default for Set<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: PartialEq> From<[T; 1]> for Set<T> {
    fn from(member: [T; 1]) -> Self {
        Self(member.into())
    }
}

impl<T: PartialEq> Extend<T> for Set<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, members: I) {
        members.into_iter().for_each(|member| self.insert(member));
    }
}

impl<T: PartialEq> FromIterator<T> for Set<T> {
    fn from_iter<I: IntoIterator<Item = T>>(members: I) -> Self {
        Self(members.into_iter().collect())
    }
}

impl<T> IntoIterator for Set<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'s, T> IntoIterator for &'s Set<T> {
    type Item = &'s T;
    type IntoIter = core::slice::Iter<'s, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}
