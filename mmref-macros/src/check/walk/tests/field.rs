use crate::check::tests::balanced;
use crate::model::Rule;

/// The findings about fields in a function with this body.
fn found(body: &str) -> Vec<(Rule, String)> {
    let source =
        format!("fn body(&mut self, a: &mut Work, b: &mut Work, mm: &Mm, flag: bool) -> Option<()> {{ {body} }}");
    let function = syn::parse_str(&source).expect("a function");
    balanced(&function).into_iter().map(|finding| (finding.rule, finding.reference)).collect()
}

fn assert_found(expected: Rule, name: &str, bodies: &[&str]) {
    for body in bodies {
        assert_eq!(found(body), [(expected, name.to_owned())], "{body}");
    }
}

fn assert_silent(bodies: &[&str]) {
    for body in bodies {
        assert_eq!(found(body), [], "{body}");
    }
}

#[test]
fn a_field_is_filled_twice() {
    assert_found(
        Rule::C7,
        "a.f",
        &[
            "mmget(mm, &mut a.f); mmget(mm, &mut a.f);",
            "mmget(mm, (&mut a.f)); b.run(); a.mm = Some(mm); mm.look(); mmget(mm, &mut a.f);",
            "mm.get_ref(&mut a.f); mmref::get(mm, &mut a.f);",
            "move_ref(r, &mut a.f); mmget(mm, &mut a.f);",
            "mmget(mm, &mut a.f); move_ref(b.f.take(), &mut a.f);",
            "find(&mut a.f)?; mmget(mm, &mut a.f);",
            "if find(&mut a.f) { mmget(mm, &mut a.f); }",
            "if find(&mut a.f).is_none() { return None; } mmget(mm, &mut a.f);",
            "let found = find(&mut a.f); if !found { return None; } mmget(mm, &mut a.f);",
            "let Some(found) = find(&mut a.f) else { return None }; mmget(mm, &mut a.f);",
            "if flag { mmget(mm, &mut a.f); } else { return None; } mmget(mm, &mut a.f);",
            "for mm in mms { mmget(mm, &mut a.f); }",
            "mmput(mm, a.f.take()); mmget(mm, &mut a.f); mmget(mm, &mut a.f);",
            "for w in works { mmput(mm, w.f.take()); } mmget(mm, &mut a.f); mmget(mm, &mut a.f);",
        ],
    );
    assert_found(Rule::C7, "self.a.f", &["mmget(mm, &mut self.a.f); self.b.run(); mmget(mm, &mut self.a.f);"]);
    assert_found(Rule::C7, "a.0", &["mmget(mm, &mut a.0); mmget(mm, &mut a.1); mmget(mm, &mut a.0);"]);
}

#[test]
fn a_field_is_given_up_twice() {
    assert_found(
        Rule::C8,
        "a.f",
        &[
            "mmput(mm, a.f.take()); mmput(mm, a.f.take());",
            "let r = a.f.take(); mmput(mm, a.f.take());",
            "let mm = a.mm.take(); mmput(mm, a.f.take()); users(mm, &a.f);",
            "move_ref(a.f.take(), &mut b.f); move_ref(a.f.take(), &mut b.g);",
            "if try_get(mm, &mut a.f) { return None; } mmput(mm, a.f.take());",
            "if flag { mmput(mm, a.f.take()); } else { drop(a.f.take()); } mmput(mm, a.f.take());",
        ],
    );
}

#[test]
fn what_was_given_up_in_between_may_be_filled_and_what_was_filled_given_up() {
    assert_silent(&[
        "mmget(mm, &mut a.f); mmput(mm, a.f.take()); mmget(mm, &mut a.f); mmput(mm, a.f.take());",
        "move_ref(a.f.take(), &mut b.f); move_ref(b.f.take(), &mut a.f); mmput(mm, a.f.take());",
        "for mm in mms { mmget(mm, &mut a.f); mmput(mm, a.f.take()); }",
        "loop { if try_get(mm, &mut a.f) { break; } }",
        "while !try_get(mm, &mut a.f) { wait(); }",
        "let mut found = find(&mut a.f); while found.is_err() { found = find(&mut a.f); }",
        "mmget(mm, &mut a.f); users(mm, &a.f); mmput(mm, a.f.take());",
        "swap(a.f.take(), &mut a.f); swap(a.f.take(), &mut a.f);",
        "Holder::new(a.f.take()); Some(a.f.take()); v.push(a.f.take());",
    ]);
}

#[test]
fn fields_are_told_apart() {
    assert_silent(&[
        "mmget(mm, &mut a.f); mmget(mm, &mut b.f); mmget(mm, &mut a.g); mmget(mm, &mut self.f);",
        "mmput(mm, a.f.take()); mmput(mm, b.f.take());",
        "mmget(mm, &mut a.f); let a = next(); mmget(mm, &mut a.f);",
        "mmget(mm, &mut a.f); { let a = next(); mmget(mm, &mut a.f); }",
        "for w in works { mmget(mm, &mut w.f); }",
        "while let Some(w) = works.pop() { mmget(mm, &mut w.f); }",
        "for i in 0..4 { mmget(mm, &mut works[i].f); }",
        "mmget(mm, &mut GLOBAL.f); mmget(mm, &mut GLOBAL.f);",
        "mmget(mm, &mut (*a).f); mmget(mm, &mut (*a).f);",
    ]);
}

#[test]
fn a_mention_puts_a_field_out_of_sight() {
    for between in [
        "a.run();",
        "run(a);",
        "run(&mut a);",
        "run(&a);",
        "let other = &mut *a; other.run();",
        "let other = &mut a.f; run(other);",
        "a = next();",
        "a.f = MmRef::new();",
        "a.f.clear();",
        "let p = &raw mut a.f;",
        "let p = &mut a.f as *mut MmRef<C>;",
        "let c = || a.run();",
        "unknown!(a.f);",
        "drop(a);",
        "a += 1;",
        "let Work { f, .. } = a;",
        "match a { Work { f, .. } => run(f) }",
        "std::mem::swap(&mut a.f, &mut b.f);",
        "(a.f, b.f) = both();",
        "a[0].run();",
        "if flag { a.run(); }",
        "let w = Work { g, ..a };",
    ] {
        assert_silent(&[
            &format!("mmget(mm, &mut a.f); {between} mmget(mm, &mut a.f);"),
            &format!("mmput(mm, a.f.take()); {between} mmget(mm, &mut a.f); {between} mmput(mm, a.f.take());"),
        ]);
    }
}

#[test]
fn a_field_and_a_part_of_it_are_the_same_place() {
    assert_silent(&[
        "mmget(mm, &mut a.b.f); run(&mut a.b); mmget(mm, &mut a.b.f);",
        "mmget(mm, &mut a.b.f); a.b.run(); mmget(mm, &mut a.b.f);",
        "mmget(mm, &mut a.b.f); a.b = next(); mmget(mm, &mut a.b.f);",
        "mmget(mm, &mut a.b.f); let b = a.b.take(); mmget(mm, &mut a.b.f);",
        "mmget(mm, &mut a.b); run(&mut a.b.f); mmget(mm, &mut a.b);",
    ]);
    assert_found(Rule::C7, "a.b.f", &["mmget(mm, &mut a.b.f); a.c.run(); a.b.g.run(); mmget(mm, &mut a.b.f);"]);
}

/// What fills a field may return a guard, which empties it again.
#[test]
fn what_may_be_a_guard_ends() {
    assert_silent(&[
        "{ let guard = hold(&mut a.f); } mmget(mm, &mut a.f);",
        "{ let guard = hold(&mut a.f)?; } mmget(mm, &mut a.f);",
        "if let Some(guard) = hold(&mut a.f) { run(); } mmget(mm, &mut a.f);",
        "let (guard, n) = hold(&mut a.f); drop(guard); mmget(mm, &mut a.f);",
        "let guard = hold(&mut a.f).unwrap(); end(guard); mmget(mm, &mut a.f);",
        "hold(&mut a.f).run(); mmget(mm, &mut a.f);",
        "b.guard = hold(&mut a.f); b.run(); mmget(mm, &mut a.f);",
    ]);
}

#[test]
fn conditions_that_may_be_the_same() {
    assert_silent(&[
        "mmget(mm, &mut a.f); if flag { mmput(mm, a.f.take()); } mmget(mm, &mut a.f);",
        "mmget(mm, &mut a.f); while flag() { mmput(mm, a.f.take()); break; } mmget(mm, &mut a.f);",
        "if flag { mmget(mm, &mut a.f); } if flag { mmput(mm, a.f.take()); } mmget(mm, &mut a.f);",
        "if flag { mmget(mm, &mut a.f); } if !flag { mmget(mm, &mut a.f); }",
        "let n = find(&mut a.f); if n == 0 { return None; } mmget(mm, &mut a.f);",
        "match find(&mut a.f) { 0 => {} _ => return None } mmget(mm, &mut a.f);",
        "loop { if flag() { break; } mmget(mm, &mut a.f); }",
    ]);
}

/// Filling a buffer says nothing about a slot, and its result is tested as any other value.
#[test]
fn what_a_field_tells_decides_about_no_slot() {
    assert_silent(&[
        "MM_REF!(r: C); if !self.q.is_empty() { get(mm, &mut r); } if let Some(x) = pop(&mut self.q) { put(mm, r); }",
        "MM_REF!(r: C); if flag { get(mm, &mut r); } let ok = read(&mut self.q); if ok { put(mm, r); }",
        "MM_REF!(r: C); let ok = read(&mut self.q); if ok { get(mm, &mut r); } if ok { put(mm, r); }",
    ]);
    assert_found(Rule::C6, "r", &["MM_REF!(r: C); get(mm, &mut r); if read(&mut self.q) { put(mm, r); }"]);
}

/// Each field that a branch fills would double the number of states.
#[test]
fn fields_make_no_worlds_that_stay() {
    let branches = |n| {
        format!(
            "let x{n} = read(&mut self.a{n}); if let Some(x) = x{n} {{ mmget(mm, &mut self.b{n}); self.c{n}.take(); }}"
        )
    };
    let many: String = (0..12).map(branches).collect();
    assert_found(Rule::C6, "r", &[&format!("MM_REF!(r: C); {many} get(mm, &mut r);")]);
}
