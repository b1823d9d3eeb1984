package tone

// EmbeddedModel returns the embedded model's file.
func EmbeddedModel() []byte { return embedded }
