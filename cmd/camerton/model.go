package main

import (
	"fmt"
	"os"

	"github.com/camerton/camerton/tone"
)

// loadModel reads the model at path, or returns the embedded one if path is "".
func loadModel(path string) (*tone.Classifier, error) {
	if path == "" {
		return tone.Default(), nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, usage(err)
	}
	c, err := tone.Load(data)
	if err != nil {
		return nil, usage(fmt.Errorf("%s: %w", path, err))
	}
	return c, nil
}
