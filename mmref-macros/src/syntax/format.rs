//! The placeholders of a format string.

/// `name` and `spec` of a `{name:spec}`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Placeholder<'t> {
    pub(crate) name: &'t str,
    pub(crate) spec: &'t str,
}

impl Placeholder<'_> {
    /// `{:p}` reads an address and not what it points to.
    pub(crate) fn is_of_address(self) -> bool {
        self.spec.ends_with('p')
    }
}

/// The placeholders of a format string as std parses it: `{{` is a brace.
pub(crate) fn placeholders(text: &str) -> Vec<Placeholder<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, behind)) = rest.split_once('{') {
        if let Some(escaped) = behind.strip_prefix('{') {
            rest = escaped;
            continue;
        }
        found.push(placeholder(behind.split('}').next().unwrap_or(behind)));
        rest = behind;
    }
    found
}

fn placeholder(inside: &str) -> Placeholder<'_> {
    let (name, spec) = inside.split_once(':').unwrap_or((inside, ""));
    Placeholder { name: name.trim(), spec: spec.trim() }
}

/// Every name that a literal may mean, however its macro reads braces: `{name}`, `{name.part}`,
/// `{{name}}`.
pub(crate) fn names_in(literal: &str) -> impl Iterator<Item = &str> {
    literal.split('{').skip(1).map(|behind| leading_name(behind.trim_start())).filter(|name| !name.is_empty())
}

fn leading_name(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    &text[..end]
}

#[cfg(test)]
#[path = "tests/format.rs"]
mod tests;
