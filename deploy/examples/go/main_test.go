package main

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/durationpb"

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

func TestAnErrorTellsItsReasonAndWhenToTryAgain(t *testing.T) {
	full, err := status.New(codes.ResourceExhausted, "full").WithDetails(
		&errdetails.ErrorInfo{Reason: "STORAGE_FULL"}, &errdetails.RetryInfo{RetryDelay: durationpb.New(2 * time.Second)})
	if err != nil {
		t.Fatal(err)
	}
	if reason, delay := readError(full.Err()); reason != "STORAGE_FULL" || delay == nil || *delay != 2*time.Second {
		t.Errorf("got %v, %v", reason, delay)
	}
	if reason, delay := readError(errors.New("no status")); reason != "" || delay != nil {
		t.Errorf("got %v, %v of what is no status", reason, delay)
	}
}

// Needs an ingest service at BROADSHEET_INGEST.
func TestARefusalHasAReason(t *testing.T) {
	if os.Getenv("BROADSHEET_INGEST") == "" {
		t.Skip("no BROADSHEET_INGEST")
	}
	conn, err := connect("BROADSHEET_INGEST", "")
	if err != nil {
		t.Fatal(err)
	}
	_, err = ingest.NewIngestServiceClient(conn).GetIssue(context.Background(), &ingest.GetIssueRequest{Name: "nowhere"})
	if reason, _ := readError(err); reason == "" {
		t.Errorf("no reason in %v", err)
	}
}
