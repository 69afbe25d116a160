"""Reviews as documents, as packs that go out, and as results that come back."""
