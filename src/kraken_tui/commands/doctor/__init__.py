"""What `kraken-tui doctor` looks at: this machine, its folders, and each profile's tenant."""
