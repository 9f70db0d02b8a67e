package store

import "database/sql"

// Row is what a query's result is scanned from: one row, or the current one of many.
type Row interface{ Scan(...any) error }

// Collect reads all rows of a query with scan and closes them. It takes the query's own error so that calls stay short.
func Collect[T any](rows *sql.Rows, err error, scan func(row Row) (T, error)) ([]T, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, rows.Err()
}
