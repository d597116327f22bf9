"""How a source is looked at again: guard > fetch > extract > compare > judge, then due > record > run."""
