using System.Globalization;

namespace OrderDesk.Tests;

/// <summary>The tables that the program printed, by their titles; of a row whose cells take several lines, the lines are joined.</summary>
internal sealed class PrintedReport
{
    private readonly Dictionary<string, List<string[]>> _tables = new(StringComparer.Ordinal);

    public PrintedReport(string output)
    {
        var title = "";
        List<string[]>? rows = null;
        foreach (var line in output.Split('\n').Select(static line => line.Trim()))
        {
            if (line.StartsWith('╭'))
            {
                _tables.Add(title, rows = []);
            }
            else if (line.StartsWith('│') && rows is not null)
            {
                string[] cells = [.. line.Trim('│').Split('│').Select(static cell => cell.Trim())];
                if (cells[0].Length > 0)
                    rows.Add(cells);
                else
                    rows[^1] = [.. rows[^1].Zip(cells, static (before, after) => $"{before} {after}".Trim())];
            }
            else
            {
                title = line;
            }
        }
    }

    /// <summary>The rows of a table, the header's too, by their first cells.</summary>
    public Dictionary<string, string[]> Rows(string title) => _tables[title].ToDictionary(static row => row[0], static row => row[1..], StringComparer.Ordinal);

    public int Orders(string row) => Number(Rows("Orders")[row][0]);

    public static int Number(string cell) => int.Parse(cell, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    public static long Cents(string cell) => (long)(decimal.Parse(cell, NumberStyles.Number, CultureInfo.InvariantCulture) * 100);
}
