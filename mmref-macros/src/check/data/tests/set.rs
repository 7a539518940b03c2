use super::*;

fn set(members: &[u8]) -> Set<u8> {
    let mut set = Set::new();
    set.extend(members.iter().copied());
    set
}

#[test]
fn a_member_is_inserted_once() {
    assert_eq!(set(&[3, 1, 3]).into_iter().collect::<Vec<_>>(), [3, 1]);
}

#[test]
fn members_that_became_the_same_are_one_again_when_distinct() {
    let halves = set(&[2, 3, 8]).map(|member| member / 2);
    assert_eq!(halves.len(), 3);
    assert_eq!(halves.distinct(), set(&[1, 4]));
    assert_eq!(set(&[2, 3]).each(|member| *member = 7).distinct(), set(&[7]));
}

#[test]
fn sorted_sets_are_the_same_whatever_came_first() {
    let (mut one, other): (Sorted<u8>, Sorted<u8>) = ([3, 1, 2, 3].into_iter().collect(), (1..=3).collect());
    assert_eq!(one, other);
    one.remove(2);
    one.remove(7);
    assert!(one.contains(3) && !one.contains(2));
    one.retain(|member| member == 1);
    assert_eq!(one.iter().collect::<Vec<_>>(), [1]);
}

#[test]
fn a_map_gives_what_was_there_before() {
    let mut map = Map::default();
    assert_eq!(map.insert(2, 'b'), None);
    assert_eq!(map.insert(1, 'a'), None);
    assert_eq!(map.insert(2, 'c'), Some('b'));
    assert_eq!(map.iter().collect::<Vec<_>>(), [(1, &'a'), (2, &'c')]);
    assert_eq!((map.remove(2), map.remove(2)), (Some('c'), None));
    map.retain(|key, _| key != 1);
    assert!(map.is_empty());
}
