//! JSON: documents that their schema describes, and that say what the values say.

use super::schema::assert_valid;
use crate::common::{Users, immortal, serial, violations};
use mmref::{MM_REF, MmRef, Scope, Snapshot, acquires_ref, live, move_ref, requires_ref};
use serde_json::{Value, json};

/// The document of a value, which must be as the schema says.
#[track_caller]
fn document(value: &impl serde::Serialize) -> Value {
    let document = serde_json::to_value(value).expect("it has no keys but strings");
    assert_valid(&document);
    document
}

#[requires_ref(Users)]
fn vouched(_object: u8) {}

#[acquires_ref(Users)]
fn hollow(fill: fn(&mut MmRef<Users>)) -> bool {
    fill(mm_ref);
    true
}

#[test]
fn every_shape_of_violation() {
    let _turn = serial();
    let (one, other) = (immortal(), immortal());
    one.label("811 sshd");
    let broken = violations(|| {
        MM_REF!(mm_ref);
        MM_REF!(next);
        MM_REF!(idle);
        vouched(1, &idle);
        hollow(|_| (), &mut idle);
        one.get(&mut mm_ref);
        one.get(&mut mm_ref);
        assert!(!other.put(mm_ref.take()));
        one.get(&mut mm_ref);
        one.get(&mut next);
        move_ref(mm_ref, &mut next);
        // SAFETY: made into two references, against the contract, to see what is said of the second.
        let copies = [next.into_raw(); 2].map(|raw| unsafe { MmRef::<Users>::from_raw(raw) });
        for copy in copies {
            assert!(!one.put(copy));
        }
    });
    let kinds = broken.iter().map(|violation| {
        let document = document(violation);
        assert_eq!(document["help"], violation.help());
        document["kind"].as_str().map(str::to_owned)
    });
    let kinds: Vec<String> = kinds.map(Option::unwrap).collect();
    assert_eq!(kinds, ["NotHeld", "MissingAcquire", "AlreadyHeld", "WrongObject", "AlreadyHeld", "Stale"]);

    let wrong = document(&broken[3]);
    assert_eq!(wrong["reference"]["owner"]["name"], "mm_ref");
    assert_eq!(wrong["other"]["object"]["name"].as_str(), broken[3].other().map(|list| list.object_name()));
    assert_eq!(wrong["object"]["untracked"], json!(1));
    assert_eq!(document(&broken[1])["site"]["name"], "reports::json::hollow");
    assert_eq!(document(&broken[5])["reference"]["share"]["owner"]["name"], "next");
}

#[test]
fn what_a_scope_left_held() {
    let _turn = serial();
    let count = immortal();
    MM_REF!(mm_ref);
    let scope = Scope::new("warm up");
    scope.run(|| count.get(&mut mm_ref));
    scope.allow::<Users>("elsewhere", 1);
    let violation = document(&scope.check().unwrap_err());
    assert_eq!((&violation["kind"], &violation["leaks"]["scope"]), (&json!("LeakedInScope"), &json!("warm up")));
    assert_eq!(violation["leaks"]["holders"][0]["owner"]["name"], "mm_ref");
    assert_eq!(
        violation["leaks"]["miscounts"],
        json!([{ "class": "users", "owner": "elsewhere", "allowed": 1, "found": 0 }])
    );
    assert!(!count.put(mm_ref));
}

#[test]
fn snapshots_and_differences() {
    let _turn = serial();
    let count = immortal();
    let before = live();
    MM_REF!(mm_ref);
    count.get(&mut mm_ref);
    let after = live();
    let held: Snapshot = after.on(count.refs().object());
    let snapshot = document(&held);
    assert_eq!((&snapshot["mmref"], &snapshot["type"]), (&json!(1), &json!("snapshot")));
    let [holder] = snapshot["holders"].as_array().unwrap().as_slice() else { panic!("one holds it: {snapshot:#}") };
    assert_eq!(holder["fingerprint"], held.holders()[0].fingerprint().to_string());
    assert_eq!(holder["acquired"]["line"], held.holders()[0].acquired().line());
    let diff = document(&after.diff(&before));
    assert_eq!((diff["appeared"].as_array().unwrap().len(), &diff["gone"]), (1, &json!([])));
    assert!(!count.put(mm_ref));
}
