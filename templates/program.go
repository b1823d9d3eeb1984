package templates

import (
	"slices"
	"strings"
	"text/template/parse"
	"unicode"
	"unicode/utf8"
)

// A program is a text ready to be put together: literals, variables, and parts
// that come out only when a variable is there. It never changes after it is
// compiled and may be run by any number of goroutines at once.
type program struct {
	ops      []op
	required []string // used where nothing asks whether they are there
	optional []string // asked for by {{if}} or {{with}}, and not required
	idle     []idle   // the {{with}} that don't use what they ask for
}

// An idle is a {{with}} inside which its variable is not printed.
type idle struct {
	name string
	at   int
}

type opKind uint8

const (
	opLiteral  opKind = iota // write text
	opVariable               // write the variable called text
	opBranch                 // if the variable called text is there yes, else no
)

type op struct {
	kind  opKind
	at    int // byte of the source at which it stands
	text  string
	upper string // the literal as the beginning of a text, with a capital
	yes   []op
	no    []op
}

// Vars are the values of variables by their names, as they are to be printed. A
// value that is empty or blank counts as not there. Values are printed as they
// are: nothing in them is read as markup or as a variable.
type Vars map[string]string

// values are the variables of one rendering: those of this reply, and behind
// them the facts of the business.
type values struct {
	vars, facts Vars
	inside      bool // of a sentence: a literal at the beginning gets no capital
}

// get returns the value, or "" if it isn't there.
func (v values) get(name string) string {
	value, ok := v.vars[name]
	if !ok {
		value = v.facts[name]
	}
	return value
}

// has reports whether the value is there.
func (v values) has(name string) bool {
	value := v.get(name)
	return value != "" && strings.TrimSpace(value) != ""
}

// run appends the text to b.
func (p *program) run(b []byte, v values) []byte { return runOps(b, p.ops, v) }

func runOps(b []byte, ops []op, v values) []byte {
	for i := range ops {
		switch o := &ops[i]; o.kind {
		case opLiteral:
			if len(b) == 0 && !v.inside {
				b = append(b, o.upper...)
			} else {
				b = append(b, o.text...)
			}
		case opVariable:
			value := v.get(o.text)
			if len(b) == 0 && !v.inside && isSpoken(o.text) {
				value = capitalised(value)
			}
			b = appendIsolated(b, value)
		case opBranch:
			if v.has(o.text) {
				b = runOps(b, o.yes, v)
			} else {
				b = runOps(b, o.no, v)
			}
		}
	}
	return b
}

// isSpoken reports whether a variable is words of a sentence, which get a capital
// at its beginning: "Doamnă Rusu, …", «Сегодня до 14:30 …». A link gets none.
func isSpoken(name string) bool { return name == VarName || name == VarPromiseBy }

// compile turns a text with {{…}} into a program, or says everything that is
// wrong with it.
func compile(text string) (*program, []valueError) {
	tree := parse.New("text")
	tree.Mode = parse.SkipFuncCheck | parse.ParseComments
	trees := map[string]*parse.Tree{}
	tree, err := tree.Parse(text, "{{", "}}", trees)
	if err != nil {
		return nil, []valueError{{"", "the brackets are wrong: " + parseProblem(err), "as in {{.Name}} or {{if .Name}}…{{else}}…{{end}}"}}
	}
	c := compiler{}
	for name := range trees {
		if name != "text" {
			c.fail("{{define}} and {{block}} can't be used", "write the words where they are needed")
		}
	}
	p := &program{ops: c.list(tree.Root, ""), idle: c.idle}
	p.required, p.optional = c.required, slices.DeleteFunc(c.asked, func(name string) bool {
		return slices.Contains(c.required, name)
	})
	slices.Sort(p.required)
	slices.Sort(p.optional)
	return p, c.wrong
}

// parseProblem strips what means nothing to a copywriter from the parser's
// message, which begins "template: text:1: ".
func parseProblem(err error) string {
	message := err.Error()
	if parts := strings.SplitN(message, ": ", 3); len(parts) == 3 {
		message = parts[2]
	}
	return message
}

type compiler struct {
	guards   []guard // the ifs around the place that is being compiled
	required []string
	asked    []string
	idle     []idle
	wrong    []valueError
}

// A guard is an if or a with: inside its first part the variable is there,
// inside its else part it is not.
type guard struct {
	name  string
	there bool
}

func (c *compiler) fail(problem, fix string) { c.wrong = append(c.wrong, valueError{"", problem, fix}) }

// list compiles nodes; dot is the variable that {{.}} stands for, if any.
func (c *compiler) list(list *parse.ListNode, dot string) (ops []op) {
	if list == nil {
		return nil
	}
	for _, node := range list.Nodes {
		switch n := node.(type) {
		case *parse.CommentNode:
		case *parse.TextNode:
			text := string(n.Text)
			ops = append(ops, op{kind: opLiteral, at: int(n.Pos), text: text, upper: capitalised(text)})
		case *parse.ActionNode:
			if name := c.variable(n.Pipe, dot); name != "" {
				c.use(name)
				ops = append(ops, op{kind: opVariable, at: int(n.Pos), text: name})
			}
		case *parse.IfNode:
			ops = append(ops, c.branch(n.BranchNode, dot, dot))
		case *parse.WithNode:
			ops = append(ops, c.branch(n.BranchNode, dot, ""))
		default:
			c.fail("\""+firstLine(node.String())+"\" can't be used", "only {{.Name}}, {{if}}, {{with}}, {{else}} and {{end}} can")
		}
	}
	return ops
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "}}")
	return s + "}}"
}

// branch compiles an if, inside which the dot stays what it was, or a with
// (inner is empty), inside which it is the variable asked for.
func (c *compiler) branch(n parse.BranchNode, dot, inner string) op {
	name := c.variable(n.Pipe, dot)
	if name == "" {
		return op{}
	}
	if !slices.Contains(c.asked, name) {
		c.asked = append(c.asked, name)
	}
	if n.NodeType == parse.NodeWith {
		inner = name
	}
	o := op{kind: opBranch, at: int(n.Pos), text: name}
	c.guards = append(c.guards, guard{name, true})
	o.yes = c.list(n.List, inner)
	if n.NodeType == parse.NodeWith && !prints(o.yes, name) {
		c.idle = append(c.idle, idle{name, int(n.Pos)})
	}
	c.guards[len(c.guards)-1].there = false
	o.no = c.list(n.ElseList, dot)
	c.guards = c.guards[:len(c.guards)-1]
	return o
}

// prints reports whether a variable is printed somewhere in the ops.
func prints(ops []op, name string) bool {
	return slices.ContainsFunc(ops, func(o op) bool {
		return o.kind == opVariable && o.text == name || prints(o.yes, name) || prints(o.no, name)
	})
}

// variable returns the name of the one variable in the brackets, or "" after
// reporting that something else stands there.
func (c *compiler) variable(pipe *parse.PipeNode, dot string) string {
	if len(pipe.Decl) == 0 && len(pipe.Cmds) == 1 && len(pipe.Cmds[0].Args) == 1 {
		switch arg := pipe.Cmds[0].Args[0].(type) {
		case *parse.FieldNode:
			if len(arg.Ident) != 1 {
				break
			}
			if dot != "" {
				c.fail("inside {{with ."+dot+"}} other variables can't be reached",
					"write {{if ."+dot+"}} instead of {{with ."+dot+"}}, and {{."+dot+"}} where it is to be printed")
				return ""
			}
			return arg.Ident[0]
		case *parse.DotNode:
			if dot != "" {
				return dot
			}
			c.fail("{{.}} stands for nothing here", "write the variable's name, as in {{.Name}}, or stand inside {{with .Name}}")
			return ""
		}
	}
	c.fail("{{"+pipe.String()+"}} can't be used", "only one variable can stand there, as in {{.Name}} or {{if .Name}}")
	return ""
}

// use notes that a variable is printed.
func (c *compiler) use(name string) {
	for _, g := range slices.Backward(c.guards) {
		if g.name != name {
			continue
		}
		if !g.there {
			c.fail("{{."+name+"}} is always empty in this {{else}}", "print it in the part before {{else}}")
		}
		return
	}
	if !slices.Contains(c.required, name) {
		c.required = append(c.required, name)
	}
}

// capitalised returns s with its first letter as a capital, if a letter is what
// it begins with.
func capitalised(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if upper := unicode.ToUpper(r); upper != r && r != utf8.RuneError {
		return string(upper) + s[size:]
	}
	return s
}
