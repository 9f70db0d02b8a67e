package blob

// Explain shows how an error of the store is explained.
func (s *Store) Explain(err error) error { return s.explain(err, "") }
