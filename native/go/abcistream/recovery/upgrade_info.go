package recovery

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// ReadUpgrade reads the upgrade-info.json of a node's home. Where there is none, no upgrade has been reached.
func ReadUpgrade(home string) (Upgrade, error) {
	file := filepath.Join(home, "data", "upgrade-info.json")
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return Upgrade{}, nil
	}
	if err != nil {
		return Upgrade{}, err
	}
	var upgrade Upgrade
	if err := json.Unmarshal(text, &upgrade); err != nil {
		return Upgrade{}, fmt.Errorf("%s: %w", file, err)
	}
	return upgrade, nil
}
