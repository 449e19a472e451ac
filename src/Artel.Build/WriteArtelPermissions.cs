using System.Text;
using Microsoft.Build.Framework;

namespace Artel.Build;

/// <summary>
/// Writes the manifest that the generator put into an assembly into a file: which definitions there are and what each may do, in a stable
/// order, for review. Without definitions there is no file.
/// </summary>
public sealed class WriteArtelPermissions : Microsoft.Build.Utilities.Task
{
    /// <summary>The built assembly.</summary>
    [Required]
    public string Assembly { get; set; } = "";

    /// <summary>Where the file goes.</summary>
    [Required]
    public string Output { get; set; } = "";

    /// <summary>Whether there is a file.</summary>
    [Output]
    public bool IsWritten { get; set; }

    /// <inheritdoc/>
    public override bool Execute()
    {
        try
        {
            var manifest = ManifestReader.Read(Assembly);
            IsWritten = manifest is not null;
            if (manifest is null)
                File.Delete(Output);
            else
                Write(manifest);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            Log.LogError($"The permissions of '{Assembly}' can't be written to '{Output}': {failed.Message}");
        }

        return !Log.HasLoggedErrors;
    }

    /// <summary>The time of the file changes always, so that the build sees that it is up to date.</summary>
    private void Write(string manifest)
    {
        if (Path.GetDirectoryName(Output) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        File.WriteAllText(Output, manifest, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        Log.LogMessage(MessageImportance.Normal, $"Artel: the permissions of the definitions are in {Output}");
    }
}
