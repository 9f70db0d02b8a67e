package store_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"masthead/internal/newstest"
	"masthead/internal/store"
)

// writeUntilKilled names the environment variable with the address of the database that this test program, started
// again, writes to until it is killed.
const writeUntilKilled = "MASTHEAD_TEST_WRITE_UNTIL_KILLED"

const perTransaction, whole = 40, 3

func TestMain(m *testing.M) {
	if address := os.Getenv(writeUntilKilled); address != "" {
		fmt.Println(write(address))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// write commits some transactions and stops in the middle of the next, with more written than the cache holds.
func write(address string) error {
	ctx := context.Background()
	db, err := store.Open(ctx, address, store.Options{})
	if err != nil {
		return err
	}
	page := strings.Repeat("x", 1<<20)
	for n := range whole + 1 {
		err := db.Transact(ctx, func(ctx context.Context, tx *store.Tx) error {
			tx.Change(fmt.Sprint(n))
			for i := range perTransaction {
				if n == whole && i == perTransaction-1 {
					fmt.Println("in the middle")
					time.Sleep(time.Hour)
				}
				if _, err := tx.Exec(ctx, insertRow, n*perTransaction+i, store.Forever, page); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func TestKilledInTheMiddleOfATransaction(t *testing.T) {
	newstest.EachAddress(t, func(t *testing.T, address string) {
		program, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.CommandContext(t.Context(), program)
		cmd.Env = append(os.Environ(), writeUntilKilled+"="+address)
		cmd.Stderr = os.Stderr
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		line, _ := bufio.NewReader(out).ReadString('\n')
		if err := cmd.Process.Kill(); err != nil {
			t.Error(err)
		}
		cmd.Wait()
		if line != "in the middle\n" {
			t.Fatalf("the writer said %q", line)
		}

		db := newstest.Open(t, address, store.Options{})
		if n := rows(t, db); n != whole*perTransaction {
			t.Errorf("%d rows after %d transactions of %d", n, whole, perTransaction)
		}
		if n := count(t, db, "change_log"); n != whole {
			t.Errorf("%d rows in the change log after %d transactions", n, whole)
		}
		put(t, db, 1_000_000, "after")
		if db.Dialect() == store.SQLite {
			tx, err := db.Snapshot(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer tx.Close()
			if got := pragma(t, t.Context(), tx, "integrity_check"); got != "ok" {
				t.Errorf("the check of the file says %s", got)
			}
		}
	})
}
