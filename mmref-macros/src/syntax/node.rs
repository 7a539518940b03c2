//! Which node of the syntax tree something is about.

/// The identity of a node of a syntax tree: the address that it has.
///
/// Equal syntax at two places is two nodes. The address of a node is stable from the time that its function is read until
/// its body is rewritten: the checker only borrows the tree, and the rewriting reaches a node before it changes it. Vectors
/// and boxes of the tree are not touched in between. Two nodes of one type have two addresses; a node and its first part can
/// share one, so nodes are compared with nodes of one kind only.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Node(usize);

impl Node {
    pub(crate) fn of<T>(syntax: &T) -> Self {
        Self(core::ptr::from_ref(syntax) as usize)
    }
}
