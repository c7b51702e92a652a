// A Broadsheet client in Go: upload, search, page through results, watch.
//
//	./generate.sh && go build -o client .
//	./client upload daily 2024-03-05 page.txt
//	./client search '"machine tools" -price'
//	./client watch
//
// BROADSHEET_INGEST and BROADSHEET_QUERY are the services' addresses.
package main

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	_ "google.golang.org/grpc/health" // for healthCheckConfig
	"google.golang.org/grpc/status"

	feed "broadsheet.example/client/gen/broadsheet/feed/v1"
	ingest "broadsheet.example/client/gen/broadsheet/ingest/v1"
	query "broadsheet.example/client/gen/broadsheet/query/v1"
	record "broadsheet.example/client/gen/broadsheet/record/v1"
)

const (
	chunkBytes = 256 << 10
	deadline   = 20 * time.Second
	// A record has at most 32 MiB, and a message one record at least; gRPC's own
	// limit is 4 MiB, at which a watch would end at the same large record for ever.
	receiveLimit = 64 << 20
	// What is sent is kept to be sent again: an issue has at most 16 MiB; gRPC's own
	// limit is 256 KiB, past which a call is no longer tried again.
	retryLimit = 17 << 20
)

// Calls that failed because a server went away are sent again, to another one if
// the name has several addresses. Every method may be: uploads are known by their
// content. generate.sh copies it from ../service_config.json.
//
//go:embed gen/service_config.json
var serviceConfig string

// connect is for plaintext; for TLS give credentials.NewTLS instead.
func connect(variable, otherwise string) (*grpc.ClientConn, error) {
	address := os.Getenv(variable)
	if address == "" {
		address = otherwise
	}
	return grpc.NewClient("dns:///"+address, grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultServiceConfig(serviceConfig),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(receiveLimit), grpc.MaxRetryRPCBufferSize(retryLimit)))
}

// readError gives of a failed call ErrorInfo.Reason, which is stable and made to
// branch on (the message is for people), and how long to wait before it is sent
// again: nil if the server does not say so.
func readError(err error) (reason string, delay *time.Duration) {
	for _, detail := range status.Convert(err).Details() {
		switch detail := detail.(type) {
		case *errdetails.ErrorInfo:
			reason = detail.Reason
		case *errdetails.RetryInfo:
			wait := detail.RetryDelay.AsDuration()
			delay = &wait
		}
	}
	return reason, delay
}

// upload streams a file; a search can wait for the position it returns.
func upload(ctx context.Context, conn *grpc.ClientConn, publication, date string, content io.Reader) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, deadline)
	defer cancel()
	stream, err := ingest.NewIngestServiceClient(conn).UploadIssue(ctx)
	if err != nil {
		return "", err
	}
	// Returning before CloseAndRecv cancels the call, and nothing is stored.
	metadata := &ingest.IssueMetadata{Parent: "publications/" + publication, IssueId: date,
		Issue: &record.Issue{Date: date}}
	// A Send that fails with io.EOF has its reason in CloseAndRecv's error.
	sendErr := stream.Send(&ingest.UploadIssueRequest{Part: &ingest.UploadIssueRequest_Metadata{Metadata: metadata}})
	for chunk := make([]byte, chunkBytes); sendErr == nil; {
		n, readErr := content.Read(chunk)
		if n > 0 {
			part := &ingest.UploadIssueRequest_Chunk{Chunk: chunk[:n]}
			sendErr = stream.Send(&ingest.UploadIssueRequest{Part: part})
		}
		if readErr == io.EOF {
			break
		}
		if readErr != nil {
			return "", fmt.Errorf("reading the issue: %w", readErr)
		}
	}
	answer, err := stream.CloseAndRecv()
	return answer.GetPosition(), err
}

// search calls visit with each result, page by page.
func search(ctx context.Context, conn *grpc.ClientConn, text, minPosition string, visit func(*query.SearchResult)) error {
	client := query.NewQueryServiceClient(conn)
	request := &query.SearchRecordsRequest{Query: text, PageSize: 2, MinPosition: minPosition}
	for {
		callCtx, cancel := context.WithTimeout(ctx, deadline)
		response, err := client.SearchRecords(callCtx, request)
		cancel()
		if err != nil {
			return err
		}
		for _, result := range response.Results {
			visit(result)
		}
		if response.NextPageToken == "" {
			return nil
		}
		request.PageToken = response.NextPageToken
	}
}

// watch calls visit with each entry after a position until it returns false.
// Whoever keeps entry.Position beside what he made of the entry sees each once.
func watch(ctx context.Context, conn *grpc.ClientConn, after string, visit func(*feed.Entry) bool) error {
	client := feed.NewFeedServiceClient(conn)
	restart := 500 * time.Millisecond
	for {
		stream, err := client.WatchRecords(ctx, &feed.WatchRecordsRequest{After: after})
		for err == nil {
			var message *feed.WatchRecordsResponse
			if message, err = stream.Recv(); err != nil {
				break
			}
			for _, entry := range message.Entries {
				if !visit(entry) {
					return nil
				}
				after = entry.Position
			}
		}
		_, delay := readError(err)
		if code := status.Code(err); ctx.Err() != nil ||
			delay == nil && code != codes.Unavailable && code != codes.Canceled {
			return err
		}
		if delay == nil {
			delay = &restart
		}
		time.Sleep(*delay) // the server restarts, drains or is busy, or we were too slow: go on from the last position
	}
}

func run(ctx context.Context, arguments []string) error {
	ingestConn, err := connect("BROADSHEET_INGEST", "127.0.0.1:7601")
	if err != nil {
		return err
	}
	queryConn, err := connect("BROADSHEET_QUERY", "127.0.0.1:7602")
	if err != nil {
		return err
	}
	switch {
	case len(arguments) == 4 && arguments[0] == "upload":
		file, err := os.Open(arguments[3])
		if err != nil {
			return err
		}
		position, err := upload(ctx, ingestConn, arguments[1], arguments[2], file)
		fmt.Println(position)
		return err
	case (len(arguments) == 2 || len(arguments) == 3) && arguments[0] == "search":
		minPosition := strings.Join(arguments[2:], "")
		return search(ctx, queryConn, arguments[1], minPosition, func(result *query.SearchResult) {
			fmt.Println(result.Record.Name, result.Record.Headline.GetText())
		})
	case len(arguments) == 1 && arguments[0] == "watch":
		count := 0
		return watch(ctx, ingestConn, "", func(entry *feed.Entry) bool {
			fmt.Printf("%s %T\n", entry.Position, entry.Change)
			count++
			return count < 3
		})
	}
	return errors.New("upload PUBLICATION DATE FILE | search QUERY [MIN_POSITION] | watch")
}

func main() {
	if err := run(context.Background(), os.Args[1:]); err != nil {
		if reason, _ := readError(err); reason != "" {
			err = fmt.Errorf("%s: %w", reason, err)
		}
		fmt.Fprintln(os.Stderr, "client:", err)
		os.Exit(1)
	}
}
