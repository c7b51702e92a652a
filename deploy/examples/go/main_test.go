package main

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"testing/iotest"

	ingest "broadsheet.example/client/gen/broadsheet/ingest/v1"
)

// Needs an ingest service at BROADSHEET_INGEST.
func TestNothingIsStoredOfAFileThatBreaksOff(t *testing.T) {
	if os.Getenv("BROADSHEET_INGEST") == "" {
		t.Skip("no BROADSHEET_INGEST")
	}
	conn, err := connect("BROADSHEET_INGEST", "")
	if err != nil {
		t.Fatal(err)
	}
	broken := errors.New("the disk is gone")
	content := io.MultiReader(strings.NewReader("灯塔重新亮起\n\n本报记者 顾宁\n"), iotest.ErrReader(broken))
	if _, err := upload(context.Background(), conn, "broken", "2025-03-09", content); !errors.Is(err, broken) {
		t.Errorf("got %v, want %v", err, broken)
	}
	request := &ingest.GetIssueRequest{Name: "publications/broken/issues/2025-03-09"}
	if _, err := ingest.NewIngestServiceClient(conn).GetIssue(context.Background(), request); err == nil {
		t.Error("a part of the file was stored as an issue")
	}
}
