package eval

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"
)

//go:embed page.html
var pageText string

var page = template.Must(template.New("page").Funcs(template.FuncMap{
	"figure":   figure,
	"percent":  percent,
	"known":    known,
	"among":    among,
	"shade":    shade,
	"curve":    curve,
	"bars":     bars,
	"across":   across,
	"riskDown": riskDown,
	"whence":   whence,
	"parts":    func(r *Report) []Part { return append([]Part{r.All}, r.Languages...) },
}).Parse(pageText))

// WriteHTML writes the report as a page that needs no other file and no network.
func (r *Report) WriteHTML(w io.Writer) error {
	if err := page.Execute(w, r); err != nil {
		return fmt.Errorf("write page: %w", err)
	}
	return nil
}

// The diagrams are plotSize wide and high; a share of 1 is as long.
const plotSize = 300

// across and down are where a share stands in a diagram.
func across(share float64) string { return fmt.Sprintf("%.1f", share*plotSize) }

func down(share float64) string { return fmt.Sprintf("%.1f", (1-share)*plotSize) }

// riskDown is the height of a point in a risk-coverage diagram, whose upper edge is
// a risk of 0.5.
func riskDown(p RiskPoint) string { return down(min(1, 2*p.Risk)) }

// curve is the line of a risk-coverage diagram.
func curve(points []RiskPoint) string {
	var b strings.Builder
	for i, p := range points {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(across(p.Coverage) + "," + riskDown(p))
	}
	return b.String()
}

// A drawnBin is a bin of a reliability diagram.
type drawnBin struct {
	Bin
	X, Y, Width, Height string
}

func bars(c Calibration) []drawnBin {
	drawn := make([]drawnBin, 0, len(c.Bins))
	for _, b := range c.Bins {
		if b.Messages > 0 {
			drawn = append(drawn, drawnBin{b, across(b.From), down(b.Right), across(b.To - b.From), across(b.Right)})
		}
	}
	return drawn
}

// shade is how strongly a cell of a confusion matrix is coloured: by its share
// of the messages with the row's label.
func shade(row []int, n int) string {
	all := 0
	for _, c := range row {
		all += c
	}
	return fmt.Sprintf("%.2f", share(n, all))
}
