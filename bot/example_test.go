package bot_test

import (
	"fmt"

	"github.com/camerton/camerton/bot"
	"github.com/camerton/camerton/locales"
	"github.com/camerton/camerton/templates"
	"github.com/camerton/camerton/tone"
)

// What the bot would have done in a conversation of the past.
func ExampleReplayer() {
	texts, err := templates.Load(locales.FS)
	if err != nil {
		fmt.Println(err)
		return
	}
	dialogue, err := bot.ParseDialogue([]byte(`{"id": "c1", "hours": "Mon-Fri 09:00-18:00", "turns": [
		{"from": "customer", "at": "2026-03-02T10:00:00+02:00", "text": "Bună ziua"},
		{"from": "customer", "at": "2026-03-02T10:00:06+02:00", "text": "vreau să vorbesc cu un operator"},
		{"from": "business", "at": "2026-03-02T10:03:00+02:00", "text": "Bună ziua, vă ascult"},
		{"from": "customer", "at": "2026-03-02T10:04:00+02:00", "text": "mulțumesc"}]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	replayer := bot.Replayer{Catalog: texts}
	judgements, err := replayer.Replay(dialogue)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, j := range judgements {
		fmt.Println(j.Turn, j.Action, j.Why[0])
	}
	// Output:
	// 0 wait the line looks unfinished
	// 1 escalate asks for a person or a call
	// 3 none a person has the conversation
}

// A conversation has a key that stays the same while connections change.
func ExampleKey() {
	key := bot.Key{Channel: tone.TelegramBusiness, Account: "4711", Chat: "42"}
	fmt.Println(key)
	again, err := bot.ParseKey("telegram_business/4711/42/")
	fmt.Println(again == key, err)
	// Output:
	// telegram_business/4711/42/
	// true <nil>
}

// Reasons are told to operators in their language.
func ExampleReason_Describe() {
	fmt.Println(bot.SecondBad.Describe(tone.Russian))
	fmt.Println(bot.SecondBad.Describe(tone.Romanian))
	// Output:
	// второй неприятный случай
	// a doua experiență neplăcută
}
