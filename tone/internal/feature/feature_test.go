package feature

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/camerton/camerton/tone/internal/lang"
	"github.com/camerton/camerton/tone/internal/scan"
	"github.com/camerton/camerton/tone/internal/sense"
)

// extracted returns a message all of whose words are in one language.
func extracted(text string, tag lang.Tag) (*scan.Text, *Message) {
	s := new(scan.Text)
	s.Scan(text, 4096)
	tags := make([]lang.Tag, len(s.Tokens))
	for i := range tags {
		tags[i] = lang.None
		if s.Tokens[i].Kind == scan.Word {
			tags[i] = tag
		}
	}
	m := new(Message)
	m.Extract(s, tags)
	m.AddSenses(sense.Embedded())
	return s, m
}

func buckets(features []Feature) (out []uint32) {
	for _, f := range features {
		out = append(out, f.Bucket)
	}
	slices.Sort(out)
	return out
}

func TestSpellingsHaveTheSameFeatures(t *testing.T) {
	t.Parallel()
	_, cyrillic := extracted("где мой заказ", lang.Ru)
	for _, other := range []string{"ГДЕ мой заказ", "gde moi zakaz", "gde moj zakaz"} {
		_, m := extracted(other, lang.Ru)
		for _, g := range []Group{Words, Letters, Senses} {
			require.Equal(t, cyrillic.Groups[g], m.Groups[g], "%q", other)
		}
	}
	_, marked := extracted("când vine mâine coletul", lang.Ro)
	_, plain := extracted("cand vine maine coletul", lang.Ro)
	require.Equal(t, marked.Groups[Words], plain.Groups[Words])
}

func TestFeaturesStandInTheOrderOfTheirLastUnits(t *testing.T) {
	t.Parallel()
	_, m := extracted("Где мой заказ 48213?! Третий день жду,\nобещали во вторник 😡", lang.Ru)
	for _, g := range []Group{Words, Letters, Senses} {
		require.NotEmpty(t, m.Groups[g])
		require.True(t, slices.IsSortedFunc(m.Groups[g], func(a, b Feature) int { return int(a.To - b.To) }), "group %d", g)
		for _, f := range m.Groups[g] {
			require.Less(t, f.Bucket, uint32(Hashed))
			require.LessOrEqual(t, f.From, f.To)
			require.GreaterOrEqual(t, f.From, max(f.To-2, 0))
			require.Less(t, int(f.To), len(m.Units))
		}
	}
	for _, f := range m.Groups[Whole] {
		require.Equal(t, int16(-1), f.From)
	}
}

// TestFeaturesOfOneUnit: the model finds those of a stretch of units by this order.
func TestFeaturesOfOneUnit(t *testing.T) {
	t.Parallel()
	_, m := extracted("Где мой заказ 48213?! Третий день жду,\nобещали во вторник 😡", lang.Ru)
	var seen [NumGroups][]Feature
	m.Seen(&seen)
	for name, features := range map[string][]Feature{
		"letters": m.Groups[Letters], "seen words": seen[Words], "seen senses": seen[Senses],
	} {
		require.NotEmpty(t, features, name)
		for i, f := range features {
			require.Equal(t, f.From, f.To, name)
			require.True(t, i == 0 || features[i-1].To <= f.To, name)
		}
	}
}

// TestStartsAreTheHashesOfBeginnings: of every length, for each unit.
func TestStartsAreTheHashesOfBeginnings(t *testing.T) {
	t.Parallel()
	_, m := extracted("Где мой заказ 48213?! щи", lang.Ru)
	for i := range m.Units {
		u := &m.Units[i]
		key, starts := m.Key(u), m.Starts(u)
		require.Len(t, starts, len(key))
		for n, h := range starts {
			require.Equal(t, Hash(key[:n+1]), h)
		}
		require.Equal(t, u.Hash, starts[len(starts)-1])
	}
}

func TestUnitsOfMarks(t *testing.T) {
	t.Parallel()
	_, m := extracted("350 18:00 ?! 😡 日本\nда", lang.Ru)
	var kinds []scan.Kind
	for i := range m.Units {
		kinds = append(kinds, m.Units[i].Kind)
		key := m.Key(&m.Units[i])
		require.Equal(t, Hash(key), m.Units[i].Hash)
		require.Equal(t, m.Units[i].Kind != scan.Word, key[0] < '0', "no word can look like a mark")
	}
	require.Equal(t, []scan.Kind{scan.Number, scan.Clock, scan.Punct, scan.Emoji, scan.Alien, scan.Break, scan.Word}, kinds)
}

// Leaving words out by arithmetic must give what reading without them gives.
func TestLeavingOutIsReadingWithout(t *testing.T) {
	t.Parallel()
	words := strings.Fields("Где мой ЗАКАЗ ? Третий день жду ! Обещали вчера ! !")
	text, m := extracted(strings.Join(words, " "), lang.Ru)
	for from := range words {
		for to := from; to < len(words); to++ {
			_, without := extracted(strings.Join(slices.Concat(words[:from], words[to+1:]), " "), lang.Ru)
			require.Equal(t, buckets(without.Groups[Whole]), buckets(m.Without(nil, text, from, to)), "%d to %d", from, to)
			kept := func(g Group) (out []Feature) {
				for _, f := range m.Groups[g] {
					if int(f.From) > to || int(f.To) < from {
						out = append(out, f)
					}
				}
				return out
			}
			require.Equal(t, buckets(without.Groups[Letters]), buckets(kept(Letters)))
			if from == 0 || to == len(words)-1 || to-from+1 == len(words) {
				continue // at the edges some pairs with nothing are counted otherwise
			}
			pairs, _ := m.Join(from-1, to+1)
			require.Subset(t, buckets(without.Groups[Words]), buckets(pairs[:1]), "the pair that is new")
			require.Subset(t, buckets(without.Groups[Words]), buckets(kept(Words)))
		}
	}
}

func TestSynonymsShareSenses(t *testing.T) {
	t.Parallel()
	_, ru := extracted("жду", lang.Ru)
	_, ro := extracted("astept", lang.Ro)
	require.Equal(t, ru.Units[0].Sense, ro.Units[0].Sense, "a word means the same in both languages")
	require.NotEqual(t, ru.Units[0].Hash, ro.Units[0].Hash)
}

func TestACueHasItsOwnBucket(t *testing.T) {
	t.Parallel()
	_, m := extracted("где заказ", lang.Ru)
	m.AddCue(7, 0, 1)
	require.Equal(t, []Feature{{Bucket: Hashed + 7, From: 0, To: 1}}, m.Groups[Cues])
	_, again := extracted("где", lang.Ru)
	require.Empty(t, again.Groups[Cues])
}

func TestLevelsAreCoarse(t *testing.T) {
	t.Parallel()
	require.Zero(t, level(0))
	last := 0
	for n := range 4096 {
		require.GreaterOrEqual(t, level(n), last)
		last = level(n)
	}
	require.Less(t, last, 24)
}

func TestExtractReusesItsMemory(t *testing.T) { //nolint:paralleltest // allocations are counted
	text := new(scan.Text)
	text.Scan("Где мой заказ 48213?! Третий день жду", 4096)
	tags := make([]lang.Tag, len(text.Tokens))
	m, senses := new(Message), sense.Embedded()
	require.Zero(t, testing.AllocsPerRun(100, func() {
		m.Extract(text, tags)
		m.AddSenses(senses)
	}))
}

func FuzzExtract(f *testing.F) {
	f.Add("где заказ?! 18:00", uint8(0))
	f.Add("\x00\xffa", uint8(2))
	f.Fuzz(func(t *testing.T, text string, tag uint8) {
		s, m := extracted(text, lang.Tag(tag%4))
		require.Len(t, m.Units, len(s.Tokens))
		for g := range m.Groups {
			for _, f := range m.Groups[g] {
				require.Less(t, f.Bucket, uint32(Buckets))
				require.Less(t, int(f.To), len(m.Units))
			}
		}
		if len(m.Units) > 0 {
			require.NotEmpty(t, m.Without(nil, s, 0, len(m.Units)-1))
		}
	})
}

// TestSeenHasNothingOfNeighbours: the same words in another order have the same
// features, and each is of the message's groups, from the same units.
func TestSeenHasNothingOfNeighbours(t *testing.T) {
	t.Parallel()
	var one, other [NumGroups][]Feature
	_, m := extracted("где мой заказ, курьер", lang.Ru)
	m.AddCue(7, 0, 1)
	m.Seen(&one)
	require.Len(t, one[Words], 5, "four words and a comma")
	require.Len(t, one[Senses], 4, "each word has a concept")
	require.Equal(t, m.Groups[Cues], one[Cues])
	require.Equal(t, m.Groups[Whole], one[Whole])
	require.Empty(t, one[Letters])
	for g, seen := range one {
		require.Subset(t, m.Groups[g], seen, "group %d", g)
	}
	first := [2][]uint32{buckets(one[Words]), buckets(one[Senses])}
	_, m = extracted("курьер где, заказ мой", lang.Ru)
	m.Seen(&other)
	require.ElementsMatch(t, first[0], buckets(other[Words]))
	require.ElementsMatch(t, first[1], buckets(other[Senses]))
	_, m = extracted("абырвалг", lang.Ru)
	m.Seen(&one)
	require.Len(t, one[Words], 1, "what was there before is gone")
	require.Empty(t, one[Senses], "it has no meaning")
}
