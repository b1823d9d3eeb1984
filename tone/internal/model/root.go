package model

import "math"

// roots holds 1/√n for the numbers of features that messages of usual length
// have, so that no root is taken while one is read.
var roots = func() (t [1024]float32) {
	for n := 1; n < len(t); n++ {
		t[n] = float32(1 / math.Sqrt(float64(n)))
	}
	return t
}()

func inverseRoot(n int) float32 {
	if n < len(roots) {
		return roots[n]
	}
	return float32(1 / math.Sqrt(float64(n)))
}
