package tone_test

import (
	"fmt"
	"time"

	"github.com/camerton/camerton/tone"
)

func ExampleClassify() {
	r := tone.Classify("Где мой заказ?! Третий день жду")
	fmt.Println(r.State, r.Topic, r.Language)
	// Output: irritated order_status ru
}

func ExampleClassifier_Classify() {
	at := time.Date(2026, 11, 18, 14, 30, 0, 0, time.UTC)
	r := tone.Default().Classify(tone.Message{Text: "va rog, e urgent, plec la 5"}, tone.Context{At: at, Channel: tone.Telegram})
	fmt.Println(r.State, r.Language)
	for _, e := range r.Entities {
		fmt.Println(e.Kind, e.At.Format("15:04"))
	}
	// Output:
	// rushed ro
	// deadline 17:00
}

func ExampleClassifier_Classify_context() {
	text := "так что с заказом"
	c := tone.Default()
	calm := c.Classify(tone.Message{Text: text}, tone.Context{})
	waiting := c.Classify(tone.Message{Text: text}, tone.Context{Waiting: 5 * 24 * time.Hour, Unanswered: 3, FailedSolutions: 2})
	fmt.Println(waiting.Scores[tone.Irritated] > calm.Scores[tone.Irritated])
	// Output: true
}

func ExampleClassifier_Scores() {
	best, _ := tone.Default().Scores("спасибо, вы лучшие!!!").Best()
	fmt.Println(best)
	// Output: enthusiastic
}

func ExampleEvidence_Describe() {
	e := tone.Evidence{Source: tone.FromContext, Cue: "third message without an answer"}
	fmt.Println(e.Describe(tone.Romanian))
	// Output: al treilea mesaj fără răspuns
}

func ExampleMoodOf() {
	m := tone.MoodOf([]tone.Reading{
		{State: tone.Irritated, Intensity: 3}, {State: tone.Tired, Intensity: 2}, {}, {State: tone.Enthusiastic, Intensity: 2},
	})
	fmt.Printf("from %.1f to %.1f, turns at %v\n", m.Start, m.Now, m.Turns)
	// Output: from -1.0 to 0.7, turns at []
}

func ExampleParseState() {
	_, err := tone.ParseState("angry")
	fmt.Println(err)
	// Output: tone: unknown state "angry"; one of neutral, rushed, irritated, confused, tired, enthusiastic
}
