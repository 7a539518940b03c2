//! Identifies a node of the syntax tree.

/// The identity of a node of a syntax tree: its address.
///
/// Equal syntax at two places is two nodes. The address of a node is stable from when its function is read until
/// its body is rewritten: the checker only borrows the tree, and the rewriting reaches a node before it changes it.
/// Vectors and boxes of the tree are not touched in between. Two nodes of one type have two addresses; a node and its
/// first part can share one, so only nodes of one kind are compared.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Node(usize);

impl Node {
    pub(crate) fn of<T>(syntax: &T) -> Self {
        Self(core::ptr::from_ref(syntax) as usize)
    }
}
