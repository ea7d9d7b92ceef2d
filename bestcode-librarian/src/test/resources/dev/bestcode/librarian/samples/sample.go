// Package sample does little.
package sample

import "fmt"

const Limit = 10

const (
	A = iota
	B
)

var Global, other = 1, 2

// Point is a point.
type Point struct {
	X, Y int
	name string
}

type Shape interface {
	Area() float64
	Scale(by float64)
}

type Names []string
type Alias = Point

// Move moves.
func (p *Point) Move(dx int) { p.X += dx }

func (p Point) String() string { return fmt.Sprint("func notCode() {}") }

func plain[T any](t T) T {
	local := func() T { return t }
	return local()
}
