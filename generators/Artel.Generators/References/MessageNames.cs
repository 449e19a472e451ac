using Microsoft.CodeAnalysis.CSharp;

namespace Artel.Generators;

/// <summary>
/// Names the methods of one reference. The first that asks for a name gets it; the next one gets its topic on top, and then a number.
/// </summary>
internal sealed class MessageNames
{
    private readonly HashSet<string> _taken;

    /// <param name="reference">The reference's name, without <c>Ref</c>.</param>
    public MessageNames(string reference) => _taken = new(StringComparer.Ordinal)
    {
        reference + "Ref", "DefinitionId", "Destination", "Pid", "PrintMembers",
        "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString",
    };

    /// <summary>The name of a message's method.</summary>
    /// <param name="wish">The handler's name, or the topic where there is none.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="isRequest">Whether it waits for an answer.</param>
    public string Take(string wish, string topic, bool isRequest)
    {
        var stem = Words(wish);
        if (stem.EndsWith("Async", StringComparison.Ordinal) && stem.Length > "Async".Length)
            stem = stem.Substring(0, stem.Length - "Async".Length);
        var end = isRequest ? "Async" : "";
        var name = stem + end;
        for (var number = 1; !_taken.Add(name); number++)
            name = stem + Words(topic) + (number == 1 ? "" : number.ToString(System.Globalization.CultureInfo.InvariantCulture)) + end;
        return name;
    }

    /// <summary>A text as a name: <c>user.set_color</c> is <c>UserSetColor</c>.</summary>
    public static string Words(string text)
    {
        var name = new System.Text.StringBuilder(text.Length);
        var startsWord = true;
        foreach (var character in text)
        {
            if (character == '_' || !SyntaxFacts.IsIdentifierPartCharacter(character))
            {
                startsWord = true;
                continue;
            }

            name.Append(startsWord ? char.ToUpperInvariant(character) : character);
            startsWord = false;
        }

        if (name.Length == 0)
            return "Message";
        return SyntaxFacts.IsIdentifierStartCharacter(name[0]) ? name.ToString() : name.Insert(0, "Message").ToString();
    }
}
