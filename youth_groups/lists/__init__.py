"""Lists of people that leave the house and come back: their columns, their words, how a file of them is read. No database, no request."""
