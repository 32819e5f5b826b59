package blockcost

import "testing"

func TestTheIntervalOfTwentyIsFromTheSixthToTheFifteenth(t *testing.T) {
	values := make([]float64, 20)
	for i := range values {
		values[(i*7)%20] = float64(i + 1)
	}
	if low, high := interval(values); low != 6 || high != 15 {
		t.Errorf("the interval is [%v, %v]", low, high)
	}
	if middle := median(values); middle != 10.5 {
		t.Errorf("the median is %v", middle)
	}
}

func TestTheIntervalOfFewIsAllOfThem(t *testing.T) {
	if low, high := interval([]float64{3, 1, 2}); low != 1 || high != 3 {
		t.Errorf("the interval is [%v, %v]", low, high)
	}
}
