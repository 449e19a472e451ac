using System.Globalization;
using System.Text.RegularExpressions;

namespace Artel.Lua.Tests.Hostile;

/// <summary>A script of this folder and what it declares in its head: how it has to end, and its limits if it has any.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Source">Its text.</param>
/// <param name="Ending">How it ends.</param>
/// <param name="Kind">The error's kind, of one that ends with an error.</param>
/// <param name="Text">The value as text, or a part of the error's.</param>
/// <param name="Limits">Its own limits.</param>
internal sealed partial record HostileScript(string Name, string Source, HostileEnding Ending, ErrorKind Kind, string Text, LuaLimits Limits)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Hostile");

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.lua").Select(static path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    public static HostileScript Read(string name)
    {
        var source = File.ReadAllText(Path.Combine(Folder, name + ".lua"));
        var expectation = Expectation().Match(source);
        if (!expectation.Success)
            throw new InvalidDataException($"{name}.lua begins with no '-- expect:' line.");
        var text = expectation.Groups["text"].Value;
        var ending = Enum.Parse<HostileEnding>(expectation.Groups["ending"].Value, ignoreCase: true);
        var kind = ErrorKind.Unknown;
        if (ending == HostileEnding.Error)
        {
            var words = text.Split(' ', 2);
            kind = Enum.Parse<ErrorKind>(words[0]);
            text = words[1];
        }

        return new HostileScript(name, source, ending, kind, text, LimitsOf(source));
    }

    private static LuaLimits LimitsOf(string source)
    {
        var limits = new LuaLimits();
        if (Memory().Match(source) is { Success: true } memory)
            limits = limits with { MemoryBytes = (long)(double.Parse(memory.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * (1 << 20)) };
        if (Cpu().Match(source) is { Success: true } cpu)
            limits = limits with { CpuBudget = TimeSpan.Parse(cpu.Groups[1].ValueSpan, CultureInfo.InvariantCulture) };
        if (Steps().Match(source) is { Success: true } steps)
            limits = limits with { PatternSteps = long.Parse(steps.Groups[1].ValueSpan, CultureInfo.InvariantCulture) };
        return limits;
    }

    [GeneratedRegex(@"\A-- expect: (?<ending>value|error|terminated)(?: (?<text>.*))?$", RegexOptions.Multiline)]
    private static partial Regex Expectation();

    [GeneratedRegex(@"^-- limits:.*memory=([\d.]+)", RegexOptions.Multiline)]
    private static partial Regex Memory();

    [GeneratedRegex(@"^-- limits:.*steps=(\d+)", RegexOptions.Multiline)]
    private static partial Regex Steps();

    [GeneratedRegex(@"^-- limits:.*cpu=([\d:.]+)", RegexOptions.Multiline)]
    private static partial Regex Cpu();
}

/// <summary>How a hostile script ends.</summary>
internal enum HostileEnding
{
    /// <summary>It returns: what it tried did nothing.</summary>
    Value,

    /// <summary>With an error.</summary>
    Error,

    /// <summary>It runs until it is terminated.</summary>
    Terminated,
}
