// Package camerton is where the documentation starts; it holds no code. Camerton
// (камертон, camerton: a tuning fork) sets the tone of a business's replies: it
// reads the state of a customer from a message in Russian or Romanian and finds
// the answer that fits this state, this topic and this moment.
//
// A developer needs three packages, none of which touches the network, the
// clock or a file:
//
//   - [github.com/camerton/camerton/tone] reads a message: state, topic,
//     language, and the evidence for them.
//   - [github.com/camerton/camerton/timing] says when: when to send, by when a
//     person has to answer, when to write again.
//   - [github.com/camerton/camerton/templates] finds the words, in the texts of
//     [github.com/camerton/camerton/locales] and in a business's own.
//
// The command camerton has all of it for the terminal, and the bot. The package
// [github.com/camerton/camerton/bot] is its engine, for those who want to put it
// on another messenger.
package camerton
