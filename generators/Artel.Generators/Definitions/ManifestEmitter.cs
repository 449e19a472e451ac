using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Artel.Generators;

/// <summary>
/// Writes the manifest of the definitions into the assembly, from where the build takes it: a generator may not write files.
/// </summary>
internal static class ManifestEmitter
{
    public static SourceText Emit(ManifestModel manifest)
    {
        var writer = GeneratedFile.Begin().Part("[assembly: global::System.Reflection.AssemblyMetadata(\"Artel.Manifest\", \"");
        var json = new StringBuilder("{\n  \"definitions\": [");
        var separator = "\n";
        foreach (var entry in manifest.Entries)
        {
            Append(json.Append(separator), entry);
            writer.Part(Literals.Inner(json.ToString()));
            json.Clear();
            separator = ",\n";
        }

        return writer.Part(Literals.Inner(json.Append("\n  ]\n}\n").ToString())).Line("\")]").ToSourceText();
    }

    /// <summary>One line for each thing that a review may have something to say to.</summary>
    private static void Append(StringBuilder json, ManifestEntry entry)
    {
        json.Append("    {\n");
        json.Append("      \"id\": ").Append(Text(entry.Id)).Append(",\n");
        json.Append("      \"language\": ").Append(Text(entry.Language)).Append(",\n");
        json.Append("      \"source\": ").Append(Text(entry.Source)).Append(",\n");
        json.Append("      \"permissions\": ");
        if (entry.Permissions is { } permissions)
            Append(json, permissions.Select(static permission => $"{{ \"action\": {Text(permission.Action)}, \"resource\": {Text(permission.Resource)} }}"));
        else
            json.Append("null");
        json.Append(",\n      \"topics\": ");
        Append(json, entry.Topics.Select(Text));
        json.Append("\n    }");
    }

    private static void Append(StringBuilder json, IEnumerable<string> items)
    {
        var separator = "[\n        ";
        foreach (var item in items)
        {
            json.Append(separator).Append(item);
            separator = ",\n        ";
        }

        json.Append(separator[0] == '[' ? "[]" : "\n      ]");
    }

    private static string Text(string text)
    {
        var json = new StringBuilder(text.Length + 2).Append('"');
        foreach (var character in text)
        {
            if (character is '"' or '\\')
                json.Append('\\').Append(character);
            else if (character < ' ' || char.IsSurrogate(character))
                json.Append("\\u").Append(((int)character).ToString("x4", System.Globalization.CultureInfo.InvariantCulture));
            else
                json.Append(character);
        }

        return json.Append('"').ToString();
    }
}
