"""What is wrong or doubtful in a draft, found without sending it."""
