use proptest::prelude::*;

use super::*;
use crate::bench::{a_row, rows};

/// A server that holds these rows.
struct World(Vec<WorkRow>);

impl World {
    fn page(&self, query: &WorkQuery) -> WorkPage {
        let all = &self.0;
        let limit = usize::from(query.limit);
        let at = |cursor: &Cursor| all.iter().position(|row| row.cursor.0 >= cursor.0).unwrap_or(all.len());
        let (start, end) = if let Some(after) = &query.after {
            let start = all.iter().position(|row| row.cursor.0 > after.0).unwrap_or(all.len());
            (start, (start + limit).min(all.len()))
        } else if let Some(before) = &query.before {
            (at(before).saturating_sub(limit), at(before))
        } else if let Some(from) = &query.from {
            (at(from), (at(from) + limit).min(all.len()))
        } else if query.last {
            (all.len().saturating_sub(limit), all.len())
        } else {
            (0, limit.min(all.len()))
        };
        WorkPage {
            rows: all[start..end].to_vec(),
            more_before: start > 0,
            more_after: end < all.len(),
            total: all.len() as u64,
            total_is_least: false,
            head: 1,
        }
    }

    /// Answers everything the window asks for; gives how often it asked.
    fn serve(&self, window: &mut Window) -> usize {
        let mut asked = 0;
        while let Some(query) = window.next_query(Tag(asked as u64)) {
            asked += 1;
            assert!(query.limit >= 1 && usize::from(query.limit) <= MOST);
            window.take_in(self.page(&query));
            assert!(asked < 50, "asks without end");
        }
        asked
    }
}

fn loaded(world: &World, height: usize) -> Window {
    let mut window = Window::new(height);
    world.serve(&mut window);
    window
}

fn selected(window: &Window) -> i64 {
    window.selected_row().map_or(-1, |row| row.no - 4000)
}

#[test]
fn the_next_page_is_there_before_its_edge_is_reached() {
    let world = World(rows(1000));
    let mut window = loaded(&world, 20);
    window.step(19);
    assert_eq!(world.serve(&mut window), 0);
    window.step(1);
    assert_eq!((selected(&window), window.selected_line(), window.is_waiting()), (20, 0, false));
    assert_eq!(world.serve(&mut window), 1);
}

#[test]
fn a_move_beyond_what_is_loaded_is_owed_and_paid_by_one_fetch() {
    let world = World(rows(2000));
    let mut window = loaded(&world, 20);
    for _ in 0..500 {
        window.step(1);
    }
    assert!(window.is_waiting());
    let query = window.next_query(Tag(1)).unwrap();
    window.take_in(world.page(&query));
    assert_eq!(selected(&window), 500);
    assert!(!window.is_waiting());
}

#[test]
fn memory_does_not_grow_with_the_way() {
    let world = World(rows(3000));
    let mut window = loaded(&world, 20);
    for _ in 0..100 {
        window.page_step(1);
        world.serve(&mut window);
    }
    assert_eq!(selected(&window), 2000);
    assert!(window.rows().len() <= 200, "{}", window.rows().len());
    window.last();
    world.serve(&mut window);
    assert_eq!(selected(&window), 2999);
    window.first();
    world.serve(&mut window);
    assert_eq!(selected(&window), 0);
}

#[test]
fn rows_that_come_and_go_above_leave_the_selection_on_its_case_and_its_line() {
    let mut world = World(rows(100));
    let mut window = loaded(&world, 20);
    window.step(7);
    let newer = WorkRow { cursor: Cursor("00000001a".to_owned()), no: 1, case: a_row(9999).case, ..a_row(1) };
    world.0.insert(2, newer);
    world.0.remove(0);
    window.refresh();
    world.serve(&mut window);
    assert_eq!((selected(&window), window.selected_line()), (7, 7));
    world.0.insert(0, WorkRow { cursor: Cursor("0".to_owned()), no: 2, case: a_row(9998).case, ..a_row(1) });
    window.refresh();
    world.serve(&mut window);
    assert_eq!(selected(&window), 7);
}

#[test]
fn an_item_that_another_took_stays_under_the_cursor_until_the_user_moves() {
    let mut world = World(rows(100));
    let mut window = loaded(&world, 20);
    window.step(7);
    world.0.remove(7);
    window.refresh();
    let query = window.next_query(Tag(1)).unwrap();
    let gone = window.take_in(world.page(&query)).unwrap();
    assert_eq!(gone.row.no, 4007);
    assert_eq!((selected(&window), window.selected_is_gone(), window.selected_line()), (7, true, 7));
    window.step(1);
    assert_eq!((selected(&window), window.selected_is_gone()), (8, false));
    assert_eq!(window.selected_line(), 7);
}

#[test]
fn leaving_an_item_selects_the_one_behind_it() {
    let world = World(rows(10));
    let mut window = loaded(&world, 5);
    window.step(3);
    window.leave(a_row(3).case);
    assert_eq!(selected(&window), 4);
}

proptest! {
    #[test]
    fn any_walk_ends_where_it_would_on_the_whole_list(moves in proptest::collection::vec((-70_i64..70, any::<bool>()), 1..40), height in 3_usize..40) {
        let world = World(rows(400));
        let mut window = loaded(&world, height);
        let mut place = 0;
        for (by, serve) in moves {
            // Between answers, moves add up; at the ends of the list they stop.
            window.step(by);
            if serve || !(0..400).contains(&(place + by)) {
                world.serve(&mut window);
            }
            place = (place + by).clamp(0, 399);
            if serve {
                prop_assert_eq!(selected(&window), place);
                prop_assert!(window.selected_line() < height);
            }
        }
        world.serve(&mut window);
        prop_assert_eq!(selected(&window), place);
    }
}
