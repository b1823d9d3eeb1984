package main

import (
	"encoding/json"
	"strings"

	"github.com/camerton/camerton/templates"
)

// sarifSchema is where version 2.1.0 of the format is described.
const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// rulesPage explains the rules.
const rulesPage = "https://github.com/camerton/camerton/blob/main/docs/lint.md"

// The parts of a SARIF log that CI and editors use.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		InformationURI string      `json:"informationUri"`
		Version        string      `json:"version"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID      string       `json:"id"`
		HelpURI string       `json:"helpUri"`
		Default sarifDefault `json:"defaultConfiguration"`
	}
	sarifDefault struct {
		Level string `json:"level"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations"`
		Fixes     []sarifFix      `json:"fixes,omitempty"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifLocation struct {
		Physical sarifPhysical  `json:"physicalLocation"`
		Logical  []sarifLogical `json:"logicalLocations,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int  `json:"startLine,omitempty"`
		StartColumn int  `json:"startColumn,omitempty"`
		ByteOffset  *int `json:"byteOffset,omitempty"`
		ByteLength  *int `json:"byteLength,omitempty"`
	}
	sarifLogical struct {
		Name string `json:"fullyQualifiedName"`
	}
	sarifFix struct {
		Description sarifText     `json:"description"`
		Changes     []sarifChange `json:"artifactChanges"`
	}
	sarifChange struct {
		Artifact     sarifArtifact      `json:"artifactLocation"`
		Replacements []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		Deleted  sarifRegion `json:"deletedRegion"`
		Inserted sarifText   `json:"insertedContent"`
	}
)

// printSARIF writes the findings as one SARIF log.
func printSARIF(p *program, findings []templates.Finding) error {
	run := sarifRun{
		Tool:       sarifTool{sarifDriver{Name: "camerton lint", InformationURI: rulesPage, Version: versionName()}},
		ColumnKind: "unicodeCodePoints", Results: []sarifResult{},
	}
	index := map[string]int{}
	for i, rule := range templates.Rules() {
		index[rule.Name] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules,
			sarifRule{rule.Name, rulesPage + "#" + rule.Name, sarifDefault{rule.Severity.String()}})
	}
	for _, f := range findings {
		run.Results = append(run.Results, sarifOf(f, index[f.Rule]))
	}
	e := json.NewEncoder(p.out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(sarifLog{sarifSchema, "2.1.0", []sarifRun{run}})
}

func sarifOf(f templates.Finding, rule int) sarifResult {
	artifact := sarifArtifact{f.File}
	location := sarifLocation{Physical: sarifPhysical{Artifact: artifact}}
	if f.Line > 0 {
		location.Physical.Region = &sarifRegion{StartLine: f.Line, StartColumn: f.Column}
	}
	if f.Key != "" {
		location.Logical = []sarifLogical{{strings.TrimSuffix(f.Key, ".")}}
	}
	text := f.Message
	if f.Fix != "" {
		text += " — " + f.Fix
	}
	result := sarifResult{
		RuleID: f.Rule, RuleIndex: rule, Level: f.Severity.String(), Message: sarifText{text}, Locations: []sarifLocation{location},
	}
	if e := f.Edit; e != nil {
		length := e.End - e.Start
		result.Fixes = []sarifFix{{sarifText{f.Fix}, []sarifChange{{artifact, []sarifReplacement{
			{sarifRegion{ByteOffset: &e.Start, ByteLength: &length}, sarifText{e.Text}},
		}}}}}
	}
	return result
}
