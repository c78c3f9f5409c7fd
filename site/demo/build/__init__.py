"""The demo programme, made by calling the domain verbs: nothing is written past them."""
