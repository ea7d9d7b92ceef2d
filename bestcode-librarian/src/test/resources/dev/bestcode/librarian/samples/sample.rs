//! Module docs.

/// A point.
#[derive(Debug)]
pub struct Point { pub x: i32, y: i32 }

pub enum Color { Red, Rgb(u8, u8, u8) }

pub trait Draw {
    const SIZE: usize;
    fn draw(&self);
    fn twice(&self) { self.draw(); self.draw(); }
}

impl Draw for Point {
    const SIZE: usize = 2;
    fn draw(&self) { let s = "fn not_code() {}"; }
}

impl<T> Wrapper<T> {
    pub fn new(value: T) -> Self { Wrapper(value) }
}

pub struct Wrapper<T>(T);
type Pair = (i32, i32);
static GLOBAL: i32 = 1;
const LIMIT: usize = 10;

mod inner {
    pub fn inside() {}
}

macro_rules! square { ($x:expr) => { $x * $x }; }

fn main() {
    fn helper() {}
    helper();
}
