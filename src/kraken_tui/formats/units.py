"""Units of measure: the API's names for them -> what people write."""

_SYMBOLS = {
    "AMPERE": "A",
    "CUBIC_METRES": "m³",
    "CUBICMETRES": "m³",
    "DECALITERS": "dal",
    "FEET_CUBED": "ft³",
    "KILOAMPERE": "kA",
    "KILOLITERS": "kl",
    "KILOVOLT": "kV",
    "KILOVOLT_AMPERE": "kVA",
    "KILOVOLT_AMPERE_HOURS": "kVAh",
    "KILOVOLT_AMPERE_REACTIVE": "kvar",
    "KILOVOLT_AMPERE_REACTIVE_HOURS": "kvarh",
    "KILOWATT": "kW",
    "KILOWATT_HOURS": "kWh",
    "KWH": "kWh",
    "L": "l",
    "LITER": "l",
    "LITRES": "l",
    "M3": "m³",
    "MEGAWATT_HOURS": "MWh",
    "METERS_CUBED": "m³",
    "METRES_CUBED": "m³",
    "MWH": "MWh",
    "POWER_FACTOR": "",
    "US_GALLONS": "gal",
    "VOLT": "V",
    "VOLT_AMPERE": "VA",
    "VOLT_AMPERE_HOURS": "VAh",
    "VOLT_AMPERE_REACTIVE": "var",
    "VOLT_AMPERE_REACTIVE_HOURS": "varh",
    "WATT": "W",
    "WATT_HOURS": "Wh",
}


def symbol_of(unit: str) -> str:
    """Return the symbol of a unit, or the unit as it is if it has none: `KILOWATT_HOURS` -> kWh."""
    return _SYMBOLS.get(unit.upper(), unit)
