"""What is to be evaluated: versions, models, cases, samples, a budget."""
