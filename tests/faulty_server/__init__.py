"""A server that speaks OpenAI's streaming protocol, well or badly, over real sockets."""
