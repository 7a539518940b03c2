use super::*;

/// Tests the last statement of a function against the rest.
fn is_counting(text: &str) -> bool {
    let function: Block = syn::parse_str(&format!("{{ {text} }}")).expect("a block");
    let Some(Stmt::Expr(Expr::While(repeated), _)) = function.stmts.last() else { panic!("no loop") };
    Repeated { body: &repeated.body, function: &function }.counts(&repeated.cond)
}

#[test]
fn a_loop_that_counts() {
    for text in [
        "let mut at = 0; while at < mms.len() { let mm = &mms[at]; at += 1; println!(\"{}\", at); }",
        "while left > 0 { if look() { break; } left -= 1; }",
        "let mut low = 0; let high = 2 * self.limit; while low < high && low <= LIMIT { low += 1; }",
        "let mut rest = mms.iter(); while let Some(mm) = rest.next() { look(mm); }",
        "while let Some(mm) = mms.pop_front() { look(mm); }",
    ] {
        assert!(is_counting(text), "{text}");
    }
}

#[test]
fn a_loop_that_may_ask_how_an_acquire_went() {
    for text in [
        "while retry { retry = !get(); }",
        "while !held && at < 3 { at += 1; }",
        "while at < 3 { if get() { at = 3; } else { at += 1; } }",
        "while at < 3 { at += 1; if get() { at += 3; } }",
        "while at < 1 { if !get() { continue; } at += 1; }",
        "while at < limit { at += 1; if get() { limit = 0; } }",
        "while at < mms.len() { at += 1; if get() { mms.clear(); } }",
        "while at < 3 { at += 1; change(&mut at); }",
        "while at < 3 { let mut at = 0; at += 1; }",
        "let low = high; let high = low; while at < low { at += 1; }",
        "while at < tries() { at += 1; }",
        "let mut held = 0; if get() { held += 1; } while held > 0 { held -= 1; put(); }",
        "let mut held = u32::from(get()); while held > 0 { held -= 1; put(); }",
        "let limit = if get() { 1 } else { 0 }; let mut at = 0; while at < limit { at += 1; put(); }",
        "let mut held = Vec::new(); if get() { held.push(mm); } while let Some(mm) = held.pop() { put(mm); }",
        "if get() { held.push(mm); } let mut rest = held.iter(); while let Some(mm) = rest.next() { put(mm); }",
        "while let Some(mm) = retry.take() { look(mm); }",
        "while let Some(mm) = mms.pop() { if !get() { mms.push(mm); } }",
        "while let Some(3) = mms.next() {}",
    ] {
        assert!(!is_counting(text), "{text}");
    }
}
