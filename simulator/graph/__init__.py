"""The Graph server: the endpoints that a business calls, as strict as Meta's."""
