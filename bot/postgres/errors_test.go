package postgres

import (
	"context"
	"errors"
	"fmt"
	"io"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/stretchr/testify/require"
)

func TestExplain(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		err  error
		want error
	}{
		{&pgconn.PgError{Code: "53100", Message: "could not extend file"}, ErrFull},
		{&pgconn.PgError{Code: "53300"}, ErrUnavailable}, // too many connections
		{&pgconn.PgError{Code: "57P03"}, ErrUnavailable}, // starting up
		{&pgconn.PgError{Code: "57014"}, ErrUnavailable}, // statement timeout
		{&pgconn.PgError{Code: "28P01"}, ErrUnavailable}, // wrong password
		{&pgconn.PgError{Code: "25006"}, ErrReadOnly},
		{&pgconn.PgError{Code: "42501"}, ErrReadOnly},
		{&pgconn.PgError{Code: "3F000"}, ErrForeign},
		{context.DeadlineExceeded, ErrUnavailable},
		{fmt.Errorf("read: %w", io.ErrUnexpectedEOF), ErrUnavailable},
		{context.Canceled, context.Canceled},
	} {
		err := explain(c.err)
		require.ErrorIs(t, err, c.want)
		require.ErrorIs(t, err, c.err, "what was said is kept")
	}
	require.NoError(t, explain(nil))
	odd := errors.New("odd")
	require.Equal(t, odd, explain(odd))
	syntax := explain(&pgconn.PgError{Code: "42601"})
	for _, known := range []error{ErrFull, ErrUnavailable, ErrReadOnly, ErrForeign} {
		require.NotErrorIs(t, syntax, known)
	}
}

func TestPasses(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]bool{"40001": true, "40P01": true, "57P01": true, "53100": false, "23505": false, "57014": false} {
		require.Equal(t, want, passes(&pgconn.PgError{Code: code}), code)
	}
	require.True(t, passes(io.ErrUnexpectedEOF))
	require.False(t, passes(context.DeadlineExceeded), "it has taken long enough")
	require.False(t, passes(errors.New("odd")))
}
