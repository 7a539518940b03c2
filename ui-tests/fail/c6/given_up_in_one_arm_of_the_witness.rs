use mmref::{MM_REF, balances_refs};
use prelude::{Users, open};

#[balances_refs]
fn status(pid: u32) -> Result<u32, String> {
    MM_REF!(mm_ref: Users);
    let mm = open(pid, &mut mm_ref)?;
    match mm.users.count() {
        0 => Err(String::from("empty")),
        users => {
            let _ = mmref::put(mm, mm_ref);
            Ok(users)
        }
    }
} //~ C6

fn main() {}
