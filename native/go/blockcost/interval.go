package blockcost

import (
	"math"
	"slices"
)

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return (sorted[middle-1] + sorted[middle]) / 2
}

// interval has the median of what the values are drawn from inside with 95 %, whatever that is: its bounds are two of
// the values, chosen by how often a fair coin shows fewer heads.
func interval(values []float64) (low, high float64) {
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	rank, below := 0, math.Pow(0.5, float64(n))
	for term := below; below <= 0.025 && rank < n/2; {
		rank++
		term *= float64(n-rank+1) / float64(rank)
		below += term
	}
	rank = max(rank-1, 0)
	return sorted[rank], sorted[n-1-rank]
}
