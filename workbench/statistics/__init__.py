"""What figures can and cannot say: intervals, paired comparisons, sample sizes."""
